import { deflateRawSync, deflateSync } from 'node:zlib'

/** Small files of many kinds, built independently of the readers that are tested with them. */

/** Explicit little endian: a preamble, the transfer syntax, then elements `[tag, code, value]`. */
export function buildDicom(
  elements: readonly (readonly [tag: number, code: string, value: string | Buffer])[],
  { syntax = '1.2.840.10008.1.2.1', preamble = '' } = {},
): Buffer {
  return Buffer.concat([
    Buffer.from(preamble.padEnd(128, '\0')),
    Buffer.from('DICM'),
    element(0x00020010, 'UI', syntax),
    ...elements.map(([tag, code, value]) => element(tag, code, value)),
  ])
}

/** One element; `SQ` holds items. */
export function element(tag: number, code: string, value: string | Buffer): Buffer {
  const data = Buffer.from(value)
  const even = Buffer.concat([data, Buffer.alloc(data.length % 2, code === 'UI' ? 0 : ' ')])
  const isLong = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(code)
  const head = Buffer.alloc(isLong ? 12 : 8)
  head.writeUInt16LE(tag >>> 16, 0)
  head.writeUInt16LE(tag & 0xffff, 2)
  head.write(code, 4)
  if (isLong) head.writeUInt32LE(even.length, 8)
  else head.writeUInt16LE(even.length, 6)
  return Buffer.concat([head, even])
}

/** An item of a sequence. */
export function item(content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(0xe000fffe, 0)
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content])
}

/** A FIF file of tags `[kind, type, data]`, big-endian. */
export function buildFif(tags: readonly (readonly [kind: number, type: number, data: Buffer])[]) {
  const parts = tags.flatMap(([kind, type, data], n) => {
    const head = Buffer.alloc(16)
    head.writeInt32BE(kind, 0)
    head.writeInt32BE(type, 4)
    head.writeInt32BE(data.length, 8)
    head.writeInt32BE(n === tags.length - 1 ? -1 : 0, 12)
    return [head, data]
  })
  return Buffer.concat(parts)
}

/** Numbers of four bytes, big-endian. */
export function int32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [n, value] of values.entries()) bytes.writeInt32BE(value, 4 * n)
  return bytes
}

/** A MATLAB 5 file with one variable that holds a text, as it is or compressed. */
export function buildMat(
  text: string,
  { isCompressed = false, head = 'MATLAB 5.0 MAT-file' } = {},
): Buffer {
  const header = Buffer.alloc(128, ' ')
  header.write(head)
  header.writeUInt16LE(0x0100, 124)
  header.write('IM', 126)
  const matrix = matElement(
    14,
    Buffer.concat([
      matElement(6, Buffer.from([4, 0, 0, 0, 0, 0, 0, 0])),
      matElement(5, Buffer.from([1, 0, 0, 0, text.length, 0, 0, 0])),
      matElement(1, Buffer.from('note')),
      matElement(4, Buffer.from(text, 'utf16le')),
    ]),
  )
  const body = isCompressed ? matHead(15, deflateSync(matrix)) : matrix
  return Buffer.concat([header, body])
}

function matElement(type: number, data: Buffer): Buffer {
  return Buffer.concat([matHead(type, data), Buffer.alloc((8 - (data.length % 8)) % 8)])
}

function matHead(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(type, 0)
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data])
}

/** A tar file: `owner` is whoever packed it. */
export function buildTar(
  members: readonly (readonly [name: string, content: string, type?: string])[],
  owner = 'root',
): Buffer {
  const parts = members.flatMap(([name, content, type = '0']) => {
    const block = Buffer.alloc(512)
    block.write(name, 0, 100)
    block.write(Buffer.byteLength(content).toString(8).padStart(11, '0'), 124)
    block.write(type, 156)
    block.write('ustar\0', 257)
    block.write(owner, 265)
    const size = Math.ceil(Buffer.byteLength(content) / 512) * 512
    const data = Buffer.alloc(size)
    data.write(content)
    return [block, data]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

/** A ZIP file whose members are packed. */
export function buildZip(members: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(members)) {
    const data = deflateRawSync(Buffer.from(content))
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt32LE(Buffer.byteLength(content), 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(data.length, 20)
    entry.writeUInt32LE(Buffer.byteLength(content), 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    locals.push(local, Buffer.from(name), data)
    entries.push(entry, Buffer.from(name))
    at += local.length + name.length + data.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(members).length, 10)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, ...entries, end])
}

/** A PDF with a page that shows a text, packed or not, and an information dictionary. */
export function buildPdf(shown: string, { info = '', isPacked = true } = {}): Buffer {
  const content = Buffer.from(`BT /F1 12 Tf 10 10 Td ${shown} Tj ET`)
  const stream = isPacked ? deflateSync(content) : content
  const filter = isPacked ? '/Filter /FlateDecode ' : ''
  return Buffer.concat([
    Buffer.from(`%PDF-1.4\n1 0 obj << ${info} >> endobj\n2 0 obj << ${filter}>>\nstream\n`),
    stream,
    Buffer.from('\nendstream endobj\n%%EOF\n'),
  ])
}

/** A PNG of chunks; without a picture, which no reader here looks at. */
export function buildPng(chunks: readonly (readonly [type: string, data: string | Buffer])[]) {
  const parts = [...chunks, ['IEND', ''] as const].flatMap(([type, data]) => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(Buffer.byteLength(data))
    return [size, Buffer.from(type), Buffer.from(data), Buffer.alloc(4)]
  })
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

/** A TIFF structure of tags with texts, and places in a folder of their own. */
export function buildExif(
  tags: Readonly<Record<number, string | Buffer>>,
  { isPlaced = false } = {},
): Buffer {
  const texts = Object.entries(tags)
  const count = texts.length + (isPlaced ? 1 : 0)
  const folder = Buffer.alloc(2 + 12 * count + 4)
  folder.writeUInt16LE(count, 0)
  const data: Buffer[] = []
  let free = 8 + folder.length
  for (const [n, [tag, text]] of texts.entries()) {
    const bytes = Buffer.concat([Buffer.from(text), Buffer.alloc(1)])
    const value = bytes.length <= 4 ? Buffer.concat([bytes, Buffer.alloc(4)]).readUInt32LE() : free
    writeTag(folder, n, [Number(tag), 2, bytes.length, value])
    if (bytes.length > 4) data.push(bytes)
    if (bytes.length > 4) free += bytes.length
  }
  if (isPlaced) {
    writeTag(folder, texts.length, [0x8825, 4, 1, free])
    const places = Buffer.alloc(2 + 12 + 4)
    places.writeUInt16LE(1, 0)
    writeTag(places, 0, [2, 5, 3, 0])
    data.push(places)
  }
  const head = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0])
  return Buffer.concat([head, folder, ...data])
}

function writeTag(folder: Buffer, n: number, [tag = 0, type = 0, count = 0, value = 0]: number[]) {
  const at = 2 + 12 * n
  folder.writeUInt16LE(tag, at)
  folder.writeUInt16LE(type, at + 2)
  folder.writeUInt32LE(count, at + 4)
  folder.writeUInt32LE(value, at + 8)
}

/** A JPEG with segments `[marker, data]` before its scan. */
export function buildJpeg(segments: readonly (readonly [marker: number, data: Buffer])[]): Buffer {
  const parts = segments.flatMap(([marker, data]) => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(data.length + 2, 2)
    return [head, data]
  })
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, Buffer.from([0xff, 0xda, 0, 2])])
}

/** An MGH image of one voxel, with bytes in the unused part of its header and tags behind the voxels. */
export function buildMgh({ unused = '', tags = '' } = {}): Buffer {
  const header = Buffer.alloc(284)
  for (const [n, value] of [1, 1, 1, 1, 1, 0].entries()) header.writeInt32BE(value, 4 * n)
  header.write(unused, 100)
  return Buffer.concat([header, Buffer.alloc(1), Buffer.alloc(20), Buffer.from(tags)])
}
