/** The text of a file in UTF-8, UTF-16 with a byte order mark, or else byte by byte. */
export function decodeAny(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}

/** Whether bytes read as text: hardly a control character among them. */
export function isTextual(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096)
  if (sample.length === 0) return true
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff))
    return true
  let odd = 0
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) odd++
  return odd * 50 < sample.length && !sample.includes(0)
}
