import { FileError } from '../rules.js'
import {
  BLOCK_BYTES,
  type EdfCleaning,
  type EdfField,
  FILE_FIELDS,
  MARKS,
  SIGNAL_FIELDS,
} from './edf-fields.js'

/** What the header says of one signal. */
export interface EdfSignal {
  /** Bytes that it takes in each record. */
  readonly bytes: number
  /** Holds texts and not samples. */
  readonly isAnnotation: boolean
}

/** What the header of an EDF or BDF file says about its layout. */
export interface EdfHeader {
  readonly headerBytes: number
  /** Absent when the recorder did not write how many there are. */
  readonly records: number | undefined
  readonly recordBytes: number
  readonly signals: readonly EdfSignal[]
}

/** Whether a text of a kind may stay. */
export type AcceptText = (kind: 'label' | 'term' | 'unit', text: string) => boolean

const VERSIONS: readonly { readonly version: string; readonly sampleBytes: number }[] = [
  { version: '0       ', sampleBytes: 2 },
  { version: '\u00ffBIOSEMI', sampleBytes: 3 },
]
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const ANNOTATION_LABELS = new Set(['EDF Annotations', 'BDF Annotations'])
/** More signals than this have no recorder. */
const MOST_SIGNALS = 10_000

/** Bytes of the header, as the count of signals in its first 256 bytes has it. */
export function edfHeaderBytes(start: Uint8Array): number {
  if (start.length === 0) throw new FileError('The file is empty.')
  if (start.length < BLOCK_BYTES) throw new FileError('The EDF header is cut short.')
  const count = readCount(readText(start, 252, 4))
  if (count < 1 || count > MOST_SIGNALS) {
    throw new FileError('The EDF header names no valid number of signals.')
  }
  return BLOCK_BYTES * (1 + count)
}

/**
 * Reads the header of an EDF, EDF+ or BDF file.
 * @param bytes at least {@link edfHeaderBytes} of them
 * @throws FileError when it is none, or a number in it is none
 */
export function parseEdf(bytes: Uint8Array): EdfHeader {
  const headerBytes = edfHeaderBytes(bytes)
  const version = VERSIONS.find((row) => row.version === readText(bytes, 0, 8))
  if (!version) throw new FileError('The file is not EDF or BDF, whatever its name says.')
  if (bytes.length < headerBytes) throw new FileError('The EDF header is cut short.')
  const places = placesOf(headerBytes)
  for (const { field, offset } of places) {
    if (field.clean === 'number' && !NUMBER.test(readText(bytes, offset, field.bytes).trim())) {
      throw new FileError(`The EDF header holds no number as ${field.name}.`)
    }
  }
  const texts = (name: string) =>
    places
      .filter(({ field }) => field.name === name)
      .map(({ field, offset }) => readText(bytes, offset, field.bytes).trim())
  if (Number(texts('header bytes')[0]) !== headerBytes) {
    throw new FileError('The EDF header contradicts itself about its length.')
  }
  const labels = texts('label')
  const signals = texts('samples').map((samples, n) => ({
    bytes: readCount(samples) * version.sampleBytes,
    isAnnotation: ANNOTATION_LABELS.has(labels[n]),
  }))
  const records = Number(texts('data records')[0])
  return {
    headerBytes,
    records: records < 0 ? undefined : records,
    recordBytes: signals.reduce((sum, { bytes: own }) => sum + own, 0),
    signals,
  }
}

/**
 * The header as it is published: what names a person, a place or a day is replaced, and texts stay when they are
 * accepted.
 * @returns also the names of the fields in which a text was not accepted
 */
export function cleanEdfHeader(
  bytes: Uint8Array,
  { headerBytes }: EdfHeader,
  accept: AcceptText,
): { readonly bytes: Uint8Array; readonly refused: readonly string[] } {
  const clean = new Uint8Array(bytes.subarray(0, headerBytes))
  const refused = new Set<string>()
  for (const { field, offset, signal } of placesOf(headerBytes)) {
    const text = readText(bytes, offset, field.bytes)
    const kept = cleanText(field.clean, text.trimEnd(), signal, accept)
    if (kept === undefined) continue
    if (kept !== text.trimEnd() && typeof field.clean === 'string') refused.add(field.name)
    clean.set(Buffer.from(kept.padEnd(field.bytes).slice(0, field.bytes), 'latin1'), offset)
  }
  return { bytes: clean, refused: [...refused] }
}

/** What is to stand in a field; undefined when its bytes stay. */
function cleanText(
  clean: EdfCleaning,
  text: string,
  signal: number,
  accept: AcceptText,
): string | undefined {
  if (typeof clean === 'object') return clean.write
  if (clean === 'keep' || clean === 'number') return undefined
  if (clean === 'mark') return MARKS.find((mark) => text.startsWith(mark)) ?? ''
  if (text === '' || ANNOTATION_LABELS.has(text) || accept(clean, text)) return text
  return clean === 'label' ? `Signal ${signal + 1}` : ''
}

interface Place {
  readonly field: EdfField
  readonly offset: number
  /** Number of the signal, from 0; 0 for a field of the file. */
  readonly signal: number
}

/** Where each field of a header of this length stands. */
function placesOf(headerBytes: number): Place[] {
  const count = headerBytes / BLOCK_BYTES - 1
  const places: Place[] = []
  let offset = 0
  for (const field of FILE_FIELDS) {
    places.push({ field, offset, signal: 0 })
    offset += field.bytes
  }
  for (const field of SIGNAL_FIELDS) {
    for (let signal = 0; signal < count; signal++) {
      places.push({ field, offset, signal })
      offset += field.bytes
    }
  }
  return places
}

function readText(bytes: Uint8Array, offset: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString('latin1')
}

function readCount(text: string): number {
  const count = Number(text)
  if (!/^\d+ *$/.test(text.trimStart()) || !Number.isSafeInteger(count)) {
    throw new FileError('The EDF header holds no number where one is needed.')
  }
  return count
}
