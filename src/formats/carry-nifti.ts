import { type FileHandle, open, rm } from 'node:fs/promises'
import { FileError } from '../rules.js'
import { ByteSource } from './byte-source.js'
import { gunzipStream } from './gunzip-stream.js'
import { GzipEncoder } from './gzip-encoder.js'
import { isGzip } from './gzip-member.js'
import { EXTENDER_BYTES, readNumbers } from './nifti/fields.js'
import { cleanHeader, LONGEST_HEADER, type NiftiHeader, parseHeader } from './nifti/header.js'

/** What became of an image that was carried. */
export interface CarriedImage {
  /** The header as it was read. */
  readonly header: NiftiHeader
  /** Whether the file differs in any byte; a compressed one is compressed anew and always counts as changed. */
  readonly changed: boolean
}

/** More content than this behind the voxels is not read to its end. */
const LARGEST_SURPLUS = 2 ** 30

/**
 * Copies an image of any size with a cleaned header, in constant memory: the voxels byte for byte,
 * nothing behind them, no extension but those given. A compressed file stays compressed, a plain
 * one stays plain.
 *
 * @param inPath a .nii or .nii.gz file
 * @param outPath a file to make or to overwrite; after an error it is not there
 * @param extensions cleaned extensions as they are to stand in the file
 * @throws FileError when the input is not a whole single-file NIfTI image; errors of writing are
 *   passed on as they are
 */
export async function carryNifti(
  inPath: string,
  outPath: string,
  extensions?: Uint8Array,
): Promise<CarriedImage> {
  const input = await openInput(inPath)
  try {
    const source = new ByteSource(input)
    const isCompressed = isGzip(await source.peek(2))
    if (isCompressed !== /\.gz$/i.test(inPath)) {
      throw new FileError('Whether the file is gzip and what its name says do not agree.')
    }
    const output = await open(outPath, 'w')
    try {
      return await (isCompressed ? carryCompressed : carryPlain)(source, output, extensions)
    } catch (error) {
      await rm(outPath, { force: true })
      throw error
    } finally {
      await output.close()
    }
  } finally {
    await input.close()
  }
}

async function openInput(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (cause) {
    throw new FileError('The file cannot be read.', { cause })
  }
}

async function carryPlain(
  source: ByteSource,
  output: FileHandle,
  extensions?: Uint8Array,
): Promise<CarriedImage> {
  const longest = LONGEST_HEADER + EXTENDER_BYTES + (extensions?.length ?? 0)
  const start = Buffer.from(await source.peek(longest))
  const image = new ImageStream(extensions)
  for (let chunk = await source.next(); chunk; chunk = await source.next()) {
    for (const part of image.push(chunk)) await output.appendFile(part)
    if (image.isComplete) break
  }
  const { header, clean, surplus, rest } = image.finish()
  for (const part of rest) await output.appendFile(part)
  const isSame =
    header.voxelOffset === clean.length &&
    start.subarray(0, clean.length).equals(clean) &&
    surplus === 0 &&
    (await source.peek(1)).length === 0
  return { header, changed: !isSame }
}

async function carryCompressed(
  source: ByteSource,
  output: FileHandle,
  extensions?: Uint8Array,
): Promise<CarriedImage> {
  const image = new ImageStream(extensions)
  const encoder = new GzipEncoder()
  // The checksum stands at the end, so the file is read to its end although nothing more is needed.
  for await (const chunk of gunzipStream(source)) {
    for (const part of image.push(chunk)) {
      for (const compressed of encoder.push(part)) await output.appendFile(compressed)
    }
  }
  const { header, rest } = image.finish()
  const end = [...rest.flatMap((part) => encoder.push(part)), ...encoder.finish()]
  for (const compressed of end) await output.appendFile(compressed)
  return { header, changed: true }
}

/** The intent codes of CIFTI-2. */
const CIFTI_INTENTS = { first: 3000, last: 3099 } as const

/** What {@link ImageStream} knows at its end. */
interface FinishedImage {
  readonly header: NiftiHeader
  readonly clean: Uint8Array
  /** Parts of the cleaned image that were not given before. */
  readonly rest: readonly Uint8Array[]
  /** Bytes behind the voxels, as far as they were taken. */
  readonly surplus: number
}

/** Takes the content of an image file piece by piece, and gives the cleaned one piece by piece. */
class ImageStream {
  /** The first bytes, until there are enough for a header. */
  #start: Uint8Array = new Uint8Array(0)
  #header: NiftiHeader | undefined
  #clean: Uint8Array = new Uint8Array(0)
  /** Bytes that the pieces so far held. */
  #taken = 0
  readonly #extensions: Uint8Array | undefined

  constructor(extensions?: Uint8Array) {
    this.#extensions = extensions
  }

  /** Whether all voxels have arrived. */
  get isComplete(): boolean {
    return this.#header !== undefined && this.#taken >= endOfVoxels(this.#header)
  }

  push(chunk: Uint8Array): Uint8Array[] {
    if (this.#header) return this.#voxels(chunk, this.#header)
    this.#start = this.#start.length > 0 ? Buffer.concat([this.#start, chunk]) : chunk
    return this.#start.length < LONGEST_HEADER ? [] : this.#begin().rest
  }

  /** What was found, once the file has ended or all voxels have arrived. */
  finish(): FinishedImage {
    // A file that is shorter than the longest header has not begun by now.
    const begun = this.#header ? { header: this.#header, rest: [] } : this.#begin()
    if (!this.isComplete) {
      throw new FileError(
        'The image is cut short: it holds fewer voxels than its header declares.',
      )
    }
    return { ...begun, clean: this.#clean, surplus: this.#taken - endOfVoxels(begun.header) }
  }

  #begin(): { header: NiftiHeader; rest: Uint8Array[] } {
    const header = parseHeader(this.#start)
    this.#header = header
    const { bytes, version, littleEndian } = header
    const [intent] = readNumbers(bytes, version, littleEndian, 'intent_code')
    const isCifti = intent >= CIFTI_INTENTS.first && intent <= CIFTI_INTENTS.last
    if (isCifti && !this.#extensions) {
      throw new FileError(
        'It is a CIFTI file, and its name does not end as that of one (.dtseries.nii and the like).',
      )
    }
    this.#clean = cleanHeader(bytes, version, littleEndian, this.#extensions)
    return { header, rest: [this.#clean, ...this.#voxels(this.#start, header)] }
  }

  /** The part of a piece that lies between the first and the last byte of the voxels. */
  #voxels(chunk: Uint8Array, header: NiftiHeader): Uint8Array[] {
    const from = Math.max(0, header.voxelOffset - this.#taken)
    const to = Math.max(0, Math.min(chunk.length, endOfVoxels(header) - this.#taken))
    this.#taken += chunk.length
    if (this.#taken > endOfVoxels(header) + LARGEST_SURPLUS) {
      throw new FileError('The file holds far more than its voxels.')
    }
    return from < to ? [chunk.subarray(from, to)] : []
  }
}

function endOfVoxels(header: NiftiHeader): number {
  return header.voxelOffset + header.voxelBytes
}
