import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * HMAC-SHA256 of a text under the key. `domain` keeps uses apart, so that a pseudonym says nothing of a date shift.
 * @returns 32 bytes
 */
export function digest(key: Uint8Array, domain: string, ...texts: readonly string[]): Buffer {
  const message = [domain, ...texts.map((text) => text.normalize('NFC'))].join('\0')
  return createHmac('sha256', prepared(key)).update(`anon-bids\0${message}`).digest()
}

/** Keys as the library wants them: preparing one for each of thousands of digests would take most of their time. */
const keys = new WeakMap<Uint8Array, KeyObject>()

function prepared(key: Uint8Array): KeyObject {
  const known = keys.get(key) ?? createSecretKey(key)
  keys.set(key, known)
  return known
}

/** The first `length` characters (5 bits each) of a digest in lower-case base 32. */
export function encodeLabel(bytes: Uint8Array, length: number): string {
  let label = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5 && label.length < length; bits -= 5) {
      label += ALPHABET[(held >> (bits - 5)) & 31]
    }
  }
  return label
}
