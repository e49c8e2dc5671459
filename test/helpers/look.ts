import { Look } from '../../src/audit/look.js'
import { makeOriginals } from '../../src/audit/originals.js'
import { lookInside } from '../../src/audit/read-content.js'

/** The invented person whom these tests plant. */
export const ORIGINALS = makeOriginals(
  [],
  [
    { name: 'PatientName', value: 'Vandermolen^Josefien' },
    { name: 'PatientID', value: 'K-48213-X' },
  ],
)

/** What a reader finds in bytes, as `RULE where`, sorted. */
export function lookWith(
  read: (bytes: Uint8Array, look: Look) => void,
  bytes: Uint8Array | string,
  { file = 'x', labels = ['01'] }: { file?: string; labels?: readonly string[] } = {},
): string[] {
  const context = {
    originals: ORIGINALS,
    originalsInCredits: ORIGINALS,
    labels: new Set(labels),
  }
  const look = new Look(file, context, lookInside)
  read(Buffer.from(bytes), look)
  const found = look.findings().map(({ rule, where }) => `${rule} ${where}`.trim())
  return [...new Set(found)].sort()
}
