import { inflateRawSync } from 'node:zlib'
import type { Look } from '../look.js'
import { readSheets } from './sheets.js'

/** ZIP, APPNOTE.TXT: end of the central directory, its entries, and the header before each member. */
const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const LONGEST_END = 22 + 65_535
const MOST_MEMBERS = 20_000
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

interface Member {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly packed: number
  readonly size: number
  readonly local: number
  readonly comment: string
}

/** Office documents are ZIP files with one of these members. */
const OFFICE = /^(?:\[Content_Types\]\.xml|mimetype)$/

/** Members of a ZIP file, each looked into under its name. */
export function readZip(bytes: Uint8Array, file: Look): void {
  const members = listMembers(bytes)
  const isDocument = members?.some(({ name }) => OFFICE.test(name))
  const look = isDocument ? file : file.asArchive()
  if (!members) {
    look.report('FILE_KIND_UNKNOWN', '', 'The list of members cannot be read.')
    return
  }
  const comment = commentOf(bytes)
  if (comment) look.value('comment', comment)
  const isSheets = members.some(({ name }) => name.startsWith('xl/'))
  if (isSheets) readSheets(look, (wanted) => contentOf(bytes, members, wanted, look.room))
  for (const member of members) {
    const where = `member ${member.name}`
    look.memberName(where, `${member.name} ${member.comment}`)
    if (member.name.endsWith('/')) continue
    const content = unpack(bytes, member, look.room)
    if (content) look.nested(where, member.name, content)
    else
      look.report(
        'FILE_KIND_UNKNOWN',
        where,
        'A member could not be read: encrypted, damaged or too large.',
      )
  }
}

/** Where the list of members ends; negative when there is none. */
function findEnd(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const first = Math.max(0, bytes.length - LONGEST_END)
  while (end >= first && view.getUint32(end, true) !== END) end--
  return end < first ? -1 : end
}

/** What is said of the archive as a whole. */
function commentOf(bytes: Uint8Array): string {
  const end = findEnd(bytes)
  return end < 0 ? '' : Buffer.from(bytes.subarray(end + 22)).toString()
}

function contentOf(
  bytes: Uint8Array,
  members: readonly Member[],
  wanted: RegExp,
  room: number,
): Uint8Array[] {
  return members
    .filter(({ name }) => wanted.test(name))
    .flatMap((member) => unpack(bytes, member, room) ?? [])
}

function listMembers(bytes: Uint8Array): Member[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(bytes)
  if (end < 0) return undefined
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const members: Member[] = []
  for (let n = 0; n < Math.min(count, MOST_MEMBERS); n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((k) =>
      view.getUint16(at + k, true),
    )
    const text = (from: number, size: number) =>
      Buffer.from(bytes.subarray(from, from + size)).toString()
    const behind = at + 46 + nameSize + extraSize
    members.push({
      name: text(at + 46, nameSize),
      comment: text(behind, commentSize),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      local: view.getUint32(at + 42, true),
    })
    at = behind + commentSize
  }
  return members
}

function unpack(
  bytes: Uint8Array,
  { local, packed, size, method, flags }: Member,
  room: number,
): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (flags & ENCRYPTED || size > room || local + 30 > bytes.length) return undefined
  if (view.getUint32(local, true) !== LOCAL) return undefined
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const data = bytes.subarray(start, start + packed)
  if (method === STORED) return data
  if (method !== DEFLATED) return undefined
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, Math.min(size + 1, room)) })
  } catch {
    return undefined
  }
}
