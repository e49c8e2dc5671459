import { readdir } from 'node:fs/promises'
import { takeLock } from '../publish/locks.js'
import { listPublished, unpublish } from '../publish/staging.js'
import { removeState } from '../publish/state.js'
import type { RunContext } from './context.js'

/**
 * Removes what was published for participants who are no longer in the input, as after a withdrawn consent. Only a run
 * over everybody does so.
 */
export async function removeOrphans({ plan, paths, outputDir, log }: RunContext): Promise<void> {
  const present = new Set([...plan.participants.values()].map(({ pseudonym }) => pseudonym))
  const names = await readdir(paths.participants)
  const orphans = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((pseudonym) => !present.has(pseudonym))
  for (const pseudonym of orphans) {
    const lock = await takeLock(paths.locks, `sub-${pseudonym}`)
    if (!lock) continue
    await unpublish(outputDir, await listPublished(outputDir, `sub-${pseudonym}`))
    await removeState(paths, pseudonym)
    await lock.release()
    log.info(`removed sub-${pseudonym}: the participant is no longer in the input`)
  }
}
