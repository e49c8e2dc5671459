import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { gzipWithName } from '../demo/nifti.ts'
import { headFile, smallFile, spectrumFile } from './head.ts'
import { smallRecording } from './recordings.ts'

/** Some examples hold one line end, a note or a header alone in place of an image. */
const MOST_BYTES_OF_NOTHING = 4096
const WHERE_IMAGES_ARE_JUDGED = /\/(?:anat|perf|pet|swi)\/|_(?:magnitude[12]?|TB1\w+|RB1\w+)\./
const FOUR_AXES = /_(?:bold|cbv|asl|dwi|pet|epi)\.nii/
const SPECTROSCOPY = /\/mrs\//
const NO_IMAGE = /\/micr\//

/**
 * Copies an example, whose images and recordings are mostly empty files, and puts small ones in their place, so that
 * the program has something to carry. Images that it judges show a real head, the same for everybody.
 * @param people most participants to take along; the others are left out of the copy
 */
export function copyFilled(example: string, copy: string, people: number): void {
  rmSync(copy, { recursive: true, force: true })
  const labels = readdirSync(example)
    .filter((name) => /^sub-/.test(name))
    .sort()
  const away = new Set(labels.slice(people))
  const isTaken = (source: string) => !away.has(path.relative(example, source).split(path.sep)[0])
  cpSync(example, copy, { recursive: true, filter: isTaken })
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' }).sort()
  for (const file of files.filter((name) => name.startsWith('sub-'))) fill(copy, file, files)
}

function fill(root: string, file: string, files: readonly string[]): void {
  const target = path.join(root, file)
  const { size } = statSync(target)
  if (!statSync(target).isFile()) return
  const isImage = /\.nii(?:\.gz)?$/.test(file) && !NO_IMAGE.test(file)
  if (isImage && (size <= MOST_BYTES_OF_NOTHING || !isFilled(target))) {
    const image = makeImage(root, file, files)
    const name = path.basename(file).replace(/\.gz$/, '')
    writeFileSync(target, file.endsWith('.gz') ? gzipWithName(image, name, 1_560_161_472) : image)
  } else if (file.endsWith('.eeg') && size <= MOST_BYTES_OF_NOTHING) {
    writeFileSync(target, new Uint8Array(SAMPLES * bytesOfSample(target.replace(/eeg$/, 'vhdr'))))
  } else if (size === 0) {
    const columns = mergeSidecars(root, file.replace('.tsv.gz', '.nii'), files).Columns
    const recording = smallRecording(file, Array.isArray(columns) ? columns.length : 1)
    if (recording) writeFileSync(target, recording)
  }
}

const SAMPLES = 8

/** As the header of a BrainVision recording has it; that of the small ones made here where it is empty. */
function bytesOfSample(header: string): number {
  const text = existsSync(header) ? readFileSync(header, 'utf8') : ''
  const channels = Number(/^NumberOfChannels=(\d+)/m.exec(text)?.[1] ?? 2)
  return channels * (/^BinaryFormat=IEEE_FLOAT_32/m.test(text) ? 4 : 2)
}

/** Whether a file begins as what its name says. */
function isFilled(target: string): boolean {
  const [first, second] = readFileSync(target)
  return target.endsWith('.gz') ? first === 0x1f && second === 0x8b : first === 92 || first === 28
}

/** An image with as many volumes and slices, and the repetition time, as the texts of its example say. */
function makeImage(root: string, file: string, files: readonly string[]): Uint8Array {
  if (SPECTROSCOPY.test(file)) return spectrumFile()
  const sidecar = mergeSidecars(root, file, files)
  const time = Number(sidecar.RepetitionTime ?? sidecar.RepetitionTimePreparation ?? 0)
  const volumes = FOUR_AXES.test(file) ? countVolumes(root, file, files, sidecar) : 0
  if (WHERE_IMAGES_ARE_JUDGED.test(file)) return headFile(volumes, time || 0)
  const slices = Array.isArray(sidecar.SliceTiming) ? sidecar.SliceTiming.length : 4
  return smallFile(slices, volumes, time || 0)
}

function countVolumes(
  root: string,
  file: string,
  files: readonly string[],
  sidecar: Readonly<Record<string, unknown>>,
): number {
  const context = inherited(file, files, /aslcontext\.tsv$/, /_asl\.nii.*/, '_aslcontext.tsv')
  if (context) return readFileSync(path.join(root, context), 'utf8').trim().split('\n').length - 1
  const bval = inherited(file, files, /\.bval$|(?:^|\/)bval$/, /\.nii.*/, '.bval')
  if (bval) return readFileSync(path.join(root, bval), 'utf8').trim().split(/\s+/).length
  const lists = [sidecar.FrameTimesStart, sidecar.VolumeTiming]
  const list = lists.find((value) => Array.isArray(value))
  return list?.length ?? 2
}

/** The file beside the image or the nearest above it that has fewer entities. */
function inherited(
  file: string,
  files: readonly string[],
  kind: RegExp,
  ending: RegExp,
  replacement: string,
): string | undefined {
  const own = file.replace(ending, replacement)
  const found = files.filter((name) => kind.test(name) && applies(name, own))
  return found.sort((a, b) => b.length - a.length)[0]
}

function applies(upper: string, own: string): boolean {
  if (!own.startsWith(upper.slice(0, upper.lastIndexOf('/') + 1))) return false
  const words = (name: string) => path.basename(name).split('_')
  const last = words(own).at(-1)
  return words(upper).every((word) => word === last || words(own).includes(word))
}

function mergeSidecars(
  root: string,
  file: string,
  files: readonly string[],
): Record<string, unknown> {
  const own = file.replace(/\.nii.*/, '.json')
  const all = files.filter((name) => name.endsWith('.json') && applies(name, own))
  return Object.assign(
    {},
    ...all.sort((a, b) => a.length - b.length).map((name) => read(root, name)),
  )
}

function read(root: string, name: string): unknown {
  const file = path.join(root, name)
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  } catch {
    return {}
  }
}
