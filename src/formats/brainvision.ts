import { FileError } from '../rules.js'

/** One `key=value` of a section. */
export type Entry = readonly [key: string, value: string]

/** The text files of BrainVision: a title, and sections of entries. Comments and the section of that name are left out. */
export interface BrainVisionText {
  /** `Header` (.vhdr) or `Marker` (.vmrk). */
  readonly kind: 'Header' | 'Marker'
  readonly version: string
  readonly sections: ReadonlyMap<string, readonly Entry[]>
}

/** Written `Brain Vision` or `BrainVision`, with or without a comma, in versions 1.0 and 2.0. */
const TITLE =
  /^Brain ?Vision (?:(?:Data Exchange|V-Amp Data) (Header|Marker) File)[, ]+Version +(\d+\.\d+)\s*$/i
/** Larger ones hold more than a header or markers. */
const LARGEST = 64 * 2 ** 20
/** Free text to the end of the file, with the set-up of amplifier and impedances. */
const COMMENT = 'comment'

/**
 * @throws FileError when the file is none of the two
 */
export function parseBrainVision(bytes: Uint8Array): BrainVisionText {
  if (bytes.length === 0) throw new FileError('The file is empty.')
  if (bytes.length > LARGEST) throw new FileError('The file is too large for a BrainVision text.')
  const [first = '', ...lines] = decode(bytes).split(/\r\n?|\n/)
  const [, kind, version] = TITLE.exec(first) ?? []
  if (kind === undefined) throw new FileError('The file is no BrainVision header or marker file.')
  const sections = readSections(
    lines.filter((line) => line.trim() !== '' && !line.startsWith(';')),
  )
  return { kind: /header/i.test(kind) ? 'Header' : 'Marker', version, sections }
}

function readSections(lines: readonly string[]): Map<string, readonly Entry[]> {
  const sections = new Map<string, Entry[]>()
  let entries: Entry[] | undefined
  for (const line of lines) {
    const section = /^\[([^\]]+)\]\s*$/.exec(line)?.[1]
    if (section?.toLowerCase() === COMMENT) break
    const at = line.indexOf('=')
    if (section !== undefined) {
      entries = sections.get(section) ?? []
      sections.set(section, entries)
    } else if (entries && at > 0) {
      entries.push([line.slice(0, at).trim(), line.slice(at + 1).trim()])
    } else {
      throw new FileError('The BrainVision file has a line that is neither entry nor comment.')
    }
  }
  return sections
}

/** Codepage=UTF-8 is the only one beside that of the machine of the recorder, where µ is the one letter that matters. */
function decode(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  const isUtf8 = !text.includes('\ufffd')
  return (isUtf8 ? text : Buffer.from(bytes).toString('latin1')).replace(/^\ufeff/, '')
}

/** The file with UTF-8 as its codepage. Windows line ends, as its readers expect them. */
export function formatBrainVision({ kind, version, sections }: BrainVisionText): Uint8Array {
  const comma = kind === 'Marker' ? ',' : ''
  const lines = [`Brain Vision Data Exchange ${kind} File${comma} Version ${version}`]
  for (const [section, entries] of sections) {
    lines.push('', `[${section}]`, ...entries.map(([key, value]) => `${key}=${value}`))
  }
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`)
}

/** The parts of a value; a comma inside a part is written as \\1. */
export function splitValue(value: string): string[] {
  return value.split(',').map((part) => part.replaceAll('\\1', ','))
}

export function joinValue(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(',', '\\1')).join(',')
}

const FORMATS: Readonly<Record<string, number>> = {
  INT_16: 2,
  UINT_16: 2,
  INT_32: 4,
  IEEE_FLOAT_32: 4,
}

/**
 * Bytes of one sample of all channels, as a header has it.
 * @throws FileError when the header does not say it, or the samples are text
 */
export function bytesOfSample({ sections }: BrainVisionText): number {
  const find = (section: string, key: string) =>
    sections.get(section)?.find(([name]) => name === key)?.[1] ?? ''
  const channels = Number(find('Common Infos', 'NumberOfChannels'))
  const bytes = FORMATS[find('Binary Infos', 'BinaryFormat').toUpperCase()] ?? 0
  const isBinary = find('Common Infos', 'DataFormat').toUpperCase() === 'BINARY'
  if (!isBinary || !Number.isInteger(channels) || channels < 1 || bytes === 0) {
    throw new FileError('Its header (.vhdr) does not say how the samples are stored.')
  }
  return channels * bytes
}
