import { crc32, deflateSync } from 'node:zlib'

/** A picture, rows from top to bottom, channels of a pixel together, 8 bits each. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** 1 grey, 3 RGB, 4 RGB and opacity. */
  readonly channels: 1 | 3 | 4
  /** `height * width * channels` bytes. */
  readonly data: Uint8Array | Uint8ClampedArray
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Colour types by number of channels. PNG specification, section 11.2.1. */
const COLOUR_TYPES = { 1: 0, 3: 2, 4: 6 } as const

/** Filter 2: each byte is stored as the difference to the one above it. */
const FILTER_UP = 2

/** A picture as a PNG file, without any text or time chunk. */
export function encodePng({ width, height, channels, data }: Picture): Uint8Array {
  const stride = width * channels
  if (!(width > 0 && height > 0) || data.length !== stride * height) {
    throw new RangeError('data does not fit width, height and channels')
  }
  const filtered = new Uint8Array((stride + 1) * height)
  for (let y = 0; y < height; y++) {
    const to = y * (stride + 1)
    filtered[to] = FILTER_UP
    for (let x = 0; x < stride; x++) {
      const above = y > 0 ? data[(y - 1) * stride + x] : 0
      filtered[to + 1 + x] = data[y * stride + x] - above
    }
  }
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, 8)
  header.setUint8(9, COLOUR_TYPES[channels])
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(filtered)),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** Length, type, content, and the checksum over type and content. */
function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(content.length + 12)
  bytes.writeUInt32BE(content.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(content, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length)
  return bytes
}
