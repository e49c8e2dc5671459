import { open } from 'node:fs/promises'

/** What git-annex leaves in place of a content: the key follows. In targets of links and in pointers. */
export const ANNEX_OBJECTS = '/annex/objects/'

/** Pointers are one short line; larger files are not opened. */
const POINTER_BYTES = 1024

/** Is it the short text `/annex/objects/<key>` that git-annex leaves in place of an unlocked file's content? */
export async function isAnnexPointer(absolute: string, size: number): Promise<boolean> {
  if (size <= ANNEX_OBJECTS.length || size > POINTER_BYTES) return false
  const handle = await open(absolute).catch(() => undefined)
  if (!handle) return false
  try {
    const start = Buffer.alloc(ANNEX_OBJECTS.length)
    await handle.read(start, 0, start.length, 0)
    return start.toString('latin1') === ANNEX_OBJECTS
  } finally {
    await handle.close()
  }
}
