/** Node.js puts small buffers together into one, which must not go. */
const LARGE = 2 ** 20

/** Gives large memory back at once; the collector would come for it long after the next step, or image, has begun. */
export function release({ buffer }: Pick<Uint8Array, 'buffer'>): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength >= LARGE) buffer.transfer(0)
}
