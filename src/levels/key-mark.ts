import { readFile } from 'node:fs/promises'
import { digest } from '../deidentify/hmac.js'
import { writeAtomically } from '../publish/atomic.js'
import type { PrivatePaths } from '../publish/private-folder.js'
import { UsageError } from '../rules.js'

/** Whether some run has already worked on this output, with whatever key. */
export async function hasKeyMark(paths: PrivatePaths): Promise<boolean> {
  return (await readMark(paths)) !== undefined
}

/**
 * Under another key one participant would get two names, and dates that do not fit together.
 * @throws UsageError when the output was made with another key
 */
export async function refuseOtherKey(paths: PrivatePaths, key: Uint8Array): Promise<void> {
  const former = await readMark(paths)
  if (former !== undefined && former !== markOf(key)) {
    throw new UsageError(
      'OUTPUT_DIR was made with another key; give that one with --key, choose another folder, or give --overwrite over all participants to replace the output',
    )
  }
}

/** Remembers the key, so that {@link refuseOtherKey} knows it again. */
export async function writeKeyMark(paths: PrivatePaths, key: Uint8Array): Promise<void> {
  if ((await readMark(paths)) === markOf(key)) return
  await writeAtomically(paths.keyMark, `${markOf(key)}\n`, 0o600)
}

function markOf(key: Uint8Array): string {
  return digest(key, 'key mark', '').toString('hex')
}

async function readMark(paths: PrivatePaths): Promise<string | undefined> {
  const text = await readFile(paths.keyMark, 'utf8').catch(() => undefined)
  return text?.trim()
}
