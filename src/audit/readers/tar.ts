import type { Look } from '../look.js'

/** POSIX.1-1988 ustar, and the long names of GNU and pax. */
const BLOCK = 512
const MOST_MEMBERS = 50_000
const NOBODY = /^(?:|root|wheel|nobody|nogroup|users?|staff|0)$/

/** Members of a tar file, each looked into under its name; who packed them is told by every one. */
export function readTar(bytes: Uint8Array, file: Look): void {
  const look = file.asArchive()
  let longName = ''
  for (const member of membersOf(bytes)) {
    if (!member) {
      look.report('FILE_KIND_UNKNOWN', '', 'The archive is cut short or damaged.')
      return
    }
    const { type, data } = member
    if (type === 'L') longName = Buffer.from(data).toString().replace(/\0+$/, '')
    else if (type === 'x' || type === 'g') {
      longName = /\d+ path=([^\n]+)\n/.exec(Buffer.from(data).toString())?.[1] ?? longName
      look.nested('member header', 'pax.txt', data)
    } else {
      readMember(look, { ...member, name: longName || member.name })
      longName = ''
    }
  }
}

interface Member {
  readonly name: string
  readonly type: string
  readonly link: string
  readonly owners: readonly string[]
  readonly data: Uint8Array
}

/** Every member; `undefined` where the archive ends before its time. */
function* membersOf(bytes: Uint8Array): Generator<Member | undefined> {
  let at = 0
  for (let n = 0; n < MOST_MEMBERS && at + BLOCK <= bytes.length; n++) {
    const block = Buffer.from(bytes.buffer, bytes.byteOffset + at, BLOCK)
    if (block[0] === 0) return
    const text = (from: number, size: number) =>
      block.toString('utf8', from, from + size).replace(/\0.*$/s, '')
    const size = Number.parseInt(text(124, 12).trim() || '0', 8)
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size)
    if (!(size >= 0) || data.length < size) {
      yield undefined
      return
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    const prefix = text(345, 155)
    const name = (prefix ? `${prefix}/` : '') + text(0, 100)
    const owners = [text(265, 32), text(297, 32)]
    yield { name, type: text(156, 1), link: text(157, 100), owners, data }
  }
}

function readMember(look: Look, { name, type, link, owners, data }: Member): void {
  const where = `member ${name}`
  look.memberName(where, `${name} ${link}`)
  if (!owners.every((owner) => NOBODY.test(owner))) look.report('HOST_OR_ACCOUNT', 'member owners')
  if (type === '0' || type === '') look.nested(where, name, data)
}
