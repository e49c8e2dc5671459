import { type FileHandle, open, readFile } from 'node:fs/promises'
import { bytesOfSample, parseBrainVision } from '../formats/brainvision.js'
import { ByteSource } from '../formats/byte-source.js'
import { cleanEdfHeader, type EdfHeader, edfHeaderBytes, parseEdf } from '../formats/edf.js'
import { cleanAnnotations } from '../formats/edf-annotations.js'
import { BLOCK_BYTES } from '../formats/edf-fields.js'
import { FileError, type Finding, finding } from '../rules.js'
import { cleanBrainVisionHeader, cleanBrainVisionMarkers, textsOfSamples } from './brainvision.js'
import { type CleanContext, valueContext } from './context.js'
import type { PlannedFile } from './planned.js'
import { isLabel, isTechnical } from './text-checks.js'

/** What became of a recording that was carried piece by piece. */
export interface CarriedRecording {
  readonly changed: boolean
  readonly findings: readonly Finding[]
}

/** Whether a file is carried piece by piece, because it may be of any size. */
export function isRecording({ action, treatment }: PlannedFile): boolean {
  return action === 'carry' && (treatment === 'edf' || treatment === 'brainvision-samples')
}

/**
 * Carries a recording of any size in constant memory: its samples as they are, its header cleaned, nothing behind them.
 * @param staged a file to make; after an error it may be there
 * @throws FileError when it has to be withheld
 */
export async function carryRecording(
  file: PlannedFile,
  staged: string,
  context: CleanContext,
): Promise<CarriedRecording> {
  const input = await open(file.input.absolute, 'r').catch((cause) => {
    throw new FileError('The file cannot be read.', { cause })
  })
  try {
    const output = await open(staged, 'w')
    try {
      const carry = file.treatment === 'edf' ? carryEdf : carrySamples
      return await carry({ input, output, source: new ByteSource(input) }, file, context)
    } finally {
      await output.close()
    }
  } finally {
    await input.close()
  }
}

interface Files {
  readonly input: FileHandle
  readonly output: FileHandle
  readonly source: ByteSource
}

async function carryEdf(files: Files, file: PlannedFile, context: CleanContext) {
  const { input, output, source } = files
  const start = await source.peek(edfHeaderBytes(await source.peek(BLOCK_BYTES)))
  const header = parseEdf(start)
  const checks = valueContext(file, context)
  const { bytes, refused } = cleanEdfHeader(start, header, (kind, text) =>
    (kind === 'label' ? isLabel : isTechnical)(text, checks),
  )
  const isSame = Buffer.from(start).equals(bytes)
  await source.take(header.headerBytes)
  const { size } = await input.stat()
  const whole = recordsOf(header, size)
  await output.appendFile(bytes)
  const copied = await copyRecords(files, header, whole, (text) => isTechnical(text, checks))
  const name = file.output ?? ''
  const note = (where: string, message: string) =>
    finding('FIELD_NOT_ALLOWED', name, where, message)
  const findings = refused.map((field) => note(`header ${field}`, 'A text was removed.'))
  const { removed, isChanged } = copied
  if (removed > 0) findings.push(note('annotations', `Texts that were removed: ${removed}.`))
  const isCut = size !== header.headerBytes + whole * header.recordBytes
  return { changed: !isSame || isChanged || isCut, findings }
}

/** How many records there are: as many as the header says, or as the file holds when it does not. */
function recordsOf({ headerBytes, recordBytes, records }: EdfHeader, size: number): number {
  const held = recordBytes > 0 ? Math.floor((size - headerBytes) / recordBytes) : 0
  if (held === 0) throw new FileError('The recording holds no samples.')
  if (records !== undefined && held < records) {
    throw new FileError('The recording is cut short: it holds fewer records than its header says.')
  }
  return records ?? held
}

/** @returns how many texts of annotations were left out, and whether any byte of them changed */
async function copyRecords(
  { source, output }: Files,
  { signals, recordBytes }: EdfHeader,
  records: number,
  accept: (text: string) => boolean,
): Promise<{ readonly removed: number; readonly isChanged: boolean }> {
  let removed = 0
  let isChanged = false
  if (!signals.some(({ isAnnotation }) => isAnnotation)) {
    await copyBytes(source, output, records * recordBytes)
    return { removed, isChanged }
  }
  for (let n = 0; n < records; n++) {
    const record = Buffer.from(await source.take(recordBytes))
    if (record.length < recordBytes) throw new FileError('The recording is cut short.')
    let at = 0
    for (const { bytes, isAnnotation } of signals) {
      if (isAnnotation) {
        const own = record.subarray(at, at + bytes)
        const cleaned = cleanAnnotations(own, accept)
        isChanged ||= !own.equals(cleaned.bytes)
        record.set(cleaned.bytes, at)
        removed += cleaned.removed
      }
      at += bytes
    }
    await output.appendFile(record)
  }
  return { removed, isChanged }
}

async function carrySamples(files: Files, file: PlannedFile, context: CleanContext) {
  const { header, markers } = textsOfSamples(file, context)
  const bytes = await readFile(header.input.absolute)
  const whole = bytesOfSample(parseBrainVision(bytes))
  // Without one of its texts the recording means nothing, so they have to be fit for it.
  cleanBrainVisionHeader(bytes, header, context)
  if (markers) cleanBrainVisionMarkers(await readFile(markers.input.absolute), markers, context)
  const { size } = await files.input.stat()
  if (size === 0) throw new FileError('The file is empty.')
  if (size % whole !== 0) throw new FileError('The file does not hold whole samples.')
  await copyBytes(files.source, files.output, size)
  return { changed: false, findings: [] }
}

async function copyBytes(source: ByteSource, output: FileHandle, count: number): Promise<void> {
  let left = count
  while (left > 0) {
    const chunk = await source.next()
    if (!chunk) throw new FileError('The recording is cut short.')
    const part = chunk.subarray(0, left)
    await output.appendFile(part)
    left -= part.length
  }
}
