import type { Log } from '../log/log.js'
import type { AccountRow } from './account.js'

const MOST_LINES = 50

/**
 * Says what was published, and names what was withheld in the last lines.
 * @returns the exit code: 3 when something was withheld
 */
export function summarize(log: Log, rows: readonly AccountRow[]): number {
  const withheld = rows.filter(({ action }) => action === 'withheld')
  const published = rows.filter(({ action }) => action === 'copied' || action === 'deidentified')
  const dropped = rows.length - withheld.length - published.length
  const counts = `${published.length} published, ${dropped} dropped, ${withheld.length} withheld`
  log.info(`Files of the input: ${counts}.`)
  for (const { output, reason } of withheld.slice(0, MOST_LINES)) {
    const name = output === '' || output === 'n/a' ? 'a file without a name in the output' : output
    log.warn(`withheld: ${name}: ${reason}`)
  }
  const more = withheld.length - MOST_LINES
  if (more > 0) log.warn(`withheld: ${more} more, see files.tsv in .anon-bids`)
  return withheld.length === 0 ? 0 : 3
}
