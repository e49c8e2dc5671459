import type { Look } from '../look.js'

/** Tags of FIF that tell of a person, a day or a machine. MNE-Python, mne/_fiff/constants.py. */
const NAMES: ReadonlyMap<number, string> = new Map([
  ...([
    [206, 'comment'],
    [212, 'experimenter'],
    [228, 'description'],
    [400, 'subject code'],
  ] as const),
  ...([
    [401, 'first name'],
    [402, 'middle name'],
    [403, 'last name'],
    [409, 'subject comment'],
  ] as const),
  ...([
    [410, 'his id'],
    [501, 'project name'],
    [502, 'project aim'],
    [503, 'project persons'],
  ] as const),
  ...([
    [504, 'project comment'],
    [3701, 'working directory'],
    [3702, 'command line'],
  ] as const),
])
const BIRTHDAY = 404
const MEASURED = 204
/** File and block ids hold the hardware address of a machine and a time. */
const IDS: ReadonlySet<number> = new Set([100, 101, 103, 104, 109, 110, 116, 118, 120])
const STRING = 10
const HEADER = 16
/** 1 January 1926, UTC, in seconds. */
const FIRST_DAY = -1_388_534_400
const MOST_TAGS = 200_000

/** A recording in FIF, tag by tag. Bytes are big-endian. */
export function readFif(bytes: Uint8Array, look: Look): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  for (let n = 0; n < MOST_TAGS && at + HEADER <= bytes.length; n++) {
    const [kind, type, size, next] = [0, 4, 8, 12].map((k) => view.getInt32(at + k))
    if (size < 0 || at + HEADER + size > bytes.length) {
      look.report('FILE_KIND_UNKNOWN', '', 'The recording is cut short.')
      return
    }
    readTag(look, kind, type, new DataView(bytes.buffer, bytes.byteOffset + at + HEADER, size))
    if (next === -1) return
    at = next > at ? next : at + HEADER + size
  }
}

function readTag(look: Look, kind: number, type: number, data: DataView): void {
  const name = NAMES.get(kind)
  const where = `tag ${name ?? kind}`
  if (type === STRING) {
    const text = Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, 2 ** 20))
    look.field(where, name ?? '', text.toString('latin1').replaceAll('\0', ' ').trim())
  } else if (kind === BIRTHDAY && data.byteLength >= 4 && data.getInt32(0) > 0) {
    look.report('BIRTH_DATE', 'tag birthday')
  } else if (
    kind === MEASURED &&
    data.byteLength >= 4 &&
    data.getInt32(0) > FIRST_DAY &&
    data.getInt32(0) !== 0
  ) {
    look.report('DATE_NOT_SHIFTED', 'tag measurement date')
  } else if (IDS.has(kind) && data.byteLength >= 20) readId(look, data)
}

function readId(look: Look, data: DataView): void {
  if (data.getInt32(4) !== 0 || data.getInt32(8) !== 0)
    look.report('HOST_OR_ACCOUNT', 'tag file id')
  if (data.getInt32(12) > 0) look.report('DATE_NOT_SHIFTED', 'tag file id', undefined, 'warning')
}
