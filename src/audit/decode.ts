/** The text of a file in UTF-8, UTF-16 or UTF-32, with or without a byte order mark, or else byte by byte. */
export function decodeAny(bytes: Uint8Array): string {
  const wide = widthOf(bytes)
  if (wide?.unit === 4) return decodeUtf32(bytes, wide.isLittle)
  if (wide) return new TextDecoder(wide.isLittle ? 'utf-16le' : 'utf-16be').decode(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}

/** How texts in ASCII look in UTF-16 and UTF-32: all but one byte of each letter are zero. */
function widthOf(bytes: Uint8Array): { unit: 2 | 4; isLittle: boolean } | undefined {
  const sample = bytes.subarray(0, 64 & ~3)
  const { length } = sample
  if (length < 8 || !sample.subarray(0, length & ~3).includes(0)) return undefined
  const zeros = [0, 0, 0, 0]
  for (let k = 0; k < (length & ~3); k++) if (sample[k] === 0) zeros[k % 4] += 1
  const letters = length >> 2
  const isMost = (count: number) => count >= letters - 1
  if (isMost(zeros[1]) && isMost(zeros[2]) && isMost(zeros[3])) return { unit: 4, isLittle: true }
  if (isMost(zeros[0]) && isMost(zeros[1]) && isMost(zeros[2])) return { unit: 4, isLittle: false }
  if (zeros[0] === 0 && zeros[2] === 0 && isMost(zeros[1]) && isMost(zeros[3]))
    return { unit: 2, isLittle: true }
  if (zeros[1] === 0 && zeros[3] === 0 && isMost(zeros[0]) && isMost(zeros[2]))
    return { unit: 2, isLittle: false }
  return undefined
}

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, isLittle)
    text += code < 0x110000 ? String.fromCodePoint(code) : '\uFFFD'
  }
  return text.replace(/^\uFEFF/, '')
}

/** Whether bytes read as text: hardly a control character among them. */
export function isTextual(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096)
  if (sample.length === 0) return true
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff))
    return true
  if (widthOf(bytes)) return /[\p{L}\d]{4}/u.test(decodeAny(sample))
  let odd = 0
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) odd++
  return odd * 50 < sample.length && !sample.includes(0)
}
