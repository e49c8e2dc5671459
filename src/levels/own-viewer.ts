import { readFile } from 'node:fs/promises'

/** Where `npm run build` puts the interactive viewer. */
export const VIEWER_SOURCE = new URL('../viewer/', import.meta.url)
export const VIEWER_LIBRARY = 'niivue.umd.js'

/**
 * Whether a file is the library of the viewer, byte for byte as this program writes it beside a report: in two megabytes
 * of packed program some digits look like a day.
 */
export async function isOwnViewer({
  path,
  absolute,
}: {
  readonly path: string
  readonly absolute: string
}): Promise<boolean> {
  if (!path.endsWith(`viewer/${VIEWER_LIBRARY}`)) return false
  const own = await readFile(new URL(VIEWER_LIBRARY, VIEWER_SOURCE)).catch(() => undefined)
  return own?.equals(await readFile(absolute)) ?? false
}
