/**
 * Outputs spoiled on purpose, and other good ones, made from one original: what a verdict has to tell apart.
 * Everything is drawn in the head frame (right, front, up mm from between the eyes) that the defacer found.
 */
import type { DefaceOutcome } from '../../src/deface/outcome.ts'
import type { NiftiImage } from '../../src/formats/nifti/image.ts'
import type { VoxelArray } from '../../src/kernels/volume.ts'
import type { Program } from './program.ts'

/** `judge`: the outside judge says whether it is spoiled; the others are so by construction. */
export type Label = 'good' | 'bad' | 'judge'

export interface Spoiled {
  readonly name: string
  readonly label: Label
  /** The voxels of the output, as the file stores them. */
  readonly voxels: Uint8Array
  /** Voxels of another original than the case's own: one that was defaced before. */
  readonly original?: Uint8Array
}

type Point = readonly [r: number, f: number, u: number]
type Place = (r: number, f: number, u: number, at: number) => boolean

/**
 * Cuts so far from where they belong that they leave eyes, mouth or an ear, or take brain, of every head: the face's sheet
 * lies 4.5 mm under the skin, and the brain's guard is 11 mm.
 */
const BEYOND_DOUBT = new Set([
  'shift front 20',
  'shift back 20',
  'shift down 20',
  'shift aside 20',
  'turned 25 back',
  'turned 25 forward',
  'rolled 30',
  'turned round',
])

/** One head on which spoils are made. */
export class SpoiledHead {
  readonly #lib: Program
  readonly #image: NiftiImage
  readonly #good: Uint8Array
  readonly #outcome: DefaceOutcome
  readonly #mask: Uint8Array
  /** 1 in air that is connected with the image's border, at full resolution. */
  readonly #air: Uint8Array
  readonly #level: number
  readonly #pose: Float64Array
  readonly #dark: number
  readonly isTexture: boolean

  /** @returns undefined when the defacer did not locate the head */
  static of(lib: Program, bytes: Uint8Array): SpoiledHead | undefined {
    const good = lib.readNifti(bytes.slice())
    const outcome = lib.defaceImage(good, { keepEars: false, robust: false })
    if (outcome.verdict !== 'pass' || !outcome.reference || !outcome.removed) return undefined
    return new SpoiledHead(lib, lib.readNifti(bytes), good.voxels, outcome)
  }

  private constructor(lib: Program, image: NiftiImage, good: Uint8Array, outcome: DefaceOutcome) {
    this.#lib = lib
    this.#image = image
    this.#good = good
    this.#outcome = outcome
    const [nx, ny, nz] = image.shape
    this.#mask = lib.maskOf(outcome.removed ?? [], nx * ny * nz)
    const { pose } = outcome.reference ?? { pose: new Float64Array(16) }
    this.#pose = pose
    const scan = { ...image, stored: lib.voxelArray(image) }
    const { like, air } = lib.seeScan(scan)
    this.isTexture = like.texture
    this.#level = like.level
    this.#dark = Number(air)
    this.#air = outerAir(lib, image, like.volume, like.level)
  }

  get image(): NiftiImage {
    return this.#image
  }

  /** All spoils by name; each is made when it is asked for. */
  recipes(): Readonly<Record<string, () => Spoiled | undefined>> {
    const shifts: Record<string, Point> = {
      'shift front 5': [0, 5, 0],
      'shift front 10': [0, 10, 0],
      'shift front 20': [0, 20, 0],
      'shift back 10': [0, -10, 0],
      'shift back 20': [0, -20, 0],
      'shift down 10': [0, 0, -10],
      'shift down 20': [0, 0, -20],
      'shift up 15': [0, 0, 15],
      'shift aside 20': [20, 0, 0],
    }
    const turns: Record<string, Point> = {
      'turned 25 back': [0.44, 0, 0],
      'turned 25 forward': [-0.44, 0, 0],
      'rolled 30': [0, 0.52, 0],
      'turned round': [0, 0, Math.PI],
    }
    const { translation, rotation, multiply } = this.#lib
    const about = (turn: Point) => {
      const [x, y, z] = this.#lib.BRAIN_CENTRE
      return multiply(translation(x, y, z), multiply(rotation(...turn), translation(-x, -y, -z)))
    }
    const label = (name: string) => (BEYOND_DOUBT.has(name) ? 'bad' : 'judge')
    const placed = (moves: Record<string, Point>, matrix: (p: Point) => Float64Array) =>
      Object.fromEntries(
        Object.entries(moves).map(([name, move]) => [
          name,
          () => this.#spoil(name, label(name), this.#cutElsewhere(matrix(move))),
        ]),
      )
    return {
      good: () => this.#spoil('good', 'good', this.#good.slice()),
      untouched: () => this.#spoil('untouched', 'bad', this.#image.voxels.slice()),
      ...placed(shifts, (p) => translation(...p)),
      ...placed(turns, about),
      'peel of 2 voxels': () => this.#peel(),
      'blur of 3 mm': () => this.#blur(),
      'air noise left': () => this.#leaveNoise(),
      'ghost of 2 %': () => this.#ghost(),
      'nose strip only': () =>
        this.#cleared(
          'nose strip only',
          'bad',
          (r, f, u) => Math.abs(r) < 18 && f > -4 && u > -54 && u < 6,
        ),
      'right ear left': () => this.#withoutEar('right ear left', 1),
      'left ear left': () => this.#withoutEar('left ear left', -1),
      'brain cut in front': () => this.#cutBrain('brain cut in front', (_r, f) => f > -22),
      'brain cut from below': () =>
        this.#cutBrain('brain cut from below', (_r, f, u) => u < 6 && f > -75),
      'own face in plain tissue': () => this.#plainFace(),
      box: () => this.#cleared('box', 'bad', (_r, f, u) => f > -26 && u < 4),
      plane: () => this.#cleared('plane', 'bad', this.#plane()),
      'plane and ears': () => {
        const plane = this.#plane()
        return this.#cleared(
          'plane and ears',
          'judge',
          (r, f, u, at) => plane(r, f, u, at) || (Math.abs(r) > 50 && this.#mask[at] === 1),
        )
      },
      'face filled with noise': () => this.#fillWithNoise(),
      'defaced before, then here': () => this.#before(true),
      'defaced before, ears left': () => this.#before(false),
    }
  }

  #spoil(name: string, label: Label, voxels: Uint8Array, original?: Uint8Array): Spoiled {
    return { name, label, voxels, ...(original && { original }) }
  }

  /** A copy of voxels, and the same as numbers. */
  #open(voxels: Uint8Array): { voxels: Uint8Array; stored: VoxelArray } {
    const copy = voxels.slice()
    return { voxels: copy, stored: this.#lib.voxelArray({ ...this.#image, voxels: copy }) }
  }

  /** Stored numbers back as bytes of the file's order. */
  #close({ voxels, stored }: { voxels: Uint8Array; stored: VoxelArray }): Uint8Array {
    if (stored.buffer === voxels.buffer) return voxels
    const bytes = new Uint8Array(
      stored.buffer as ArrayBuffer,
      stored.byteOffset,
      stored.byteLength,
    )
    const isSwapped = !this.#image.littleEndian && this.#image.datatype.bytes > 1
    if (isSwapped) throw new Error('not for images of the other byte order')
    return bytes.slice()
  }

  #nothing(): number {
    const good = this.#lib.voxelArray({ ...this.#image, voxels: this.#good })
    const at = this.#mask.indexOf(1)
    return Number(good[at])
  }

  /** Visits every voxel with its place in the head frame. */
  #each(visit: (at: number, r: number, f: number, u: number) => void): void {
    const [nx, ny, nz] = this.#image.shape
    const m = this.#lib.multiply(this.#lib.invert(this.#pose), this.#image.affine)
    let at = 0
    for (let k = 0; k < nz; k++) {
      for (let j = 0; j < ny; j++) {
        let r = m[1] * j + m[2] * k + m[3]
        let f = m[5] * j + m[6] * k + m[7]
        let u = m[9] * j + m[10] * k + m[11]
        for (let i = 0; i < nx; i++, r += m[0], f += m[4], u += m[8]) visit(at++, r, f, u)
      }
    }
  }

  #fromBrain(r: number, f: number, u: number): number {
    return this.#lib.nearestValue(this.#lib.atlas.hull, r, f, u)
  }

  /** Clears what lies in a place, not nearer than 6 mm to the brain's hull. */
  #cleared(name: string, label: Label, isGone: Place): Spoiled {
    return this.#spoil(name, label, this.#clear(this.#image.voxels, isGone, 6))
  }

  #clear(from: Uint8Array, isGone: Place, guard: number): Uint8Array {
    const opened = this.#open(from)
    const nothing = this.#nothing() as never
    this.#each((at, r, f, u) => {
      if (isGone(r, f, u, at) && this.#fromBrain(r, f, u) > guard) opened.stored[at] = nothing
    })
    return this.#close(opened)
  }

  /** The cut, as if the head had been found elsewhere. */
  #cutElsewhere(move: Float64Array): Uint8Array {
    const { lib, cut } = { lib: this.#lib, cut: this.#outcome.reference?.cut }
    if (!cut) throw new Error('no cut')
    const regions = lib.loadRegions(lib.sizeOf(this.#pose))
    const removal = lib.removalOf(cut, lib.atlas.hull, regions, false)
    const pose = lib.multiply(this.#pose, move)
    const { shape, affine } = this.#image
    const image = { ...this.#image, voxels: this.#image.voxels.slice() }
    lib.clearRuns(image, lib.removedRuns(shape, affine, pose, removal), this.#nothingReal())
    return image.voxels
  }

  #nothingReal(): number {
    return this.#nothing() * this.#image.slope + this.#image.inter
  }

  /** Where a face or an ear is: in front of the brain below the brow, or far out at the sides. */
  #zone(): Place {
    return (r, f, u) =>
      (u < 14 && f > -35) || (Math.abs(r) > 52 && f > -125 && f < -45 && u > -75 && u < 20)
  }

  #peel(): Spoiled {
    const zone = this.#zone()
    const peeled = grow(grow(this.#air, this.#image.shape), this.#image.shape)
    return this.#cleared(
      'peel of 2 voxels',
      'bad',
      (r, f, u, at) => zone(r, f, u, at) && peeled[at] === 1,
    )
  }

  #blur(): Spoiled {
    const zone = this.#zone()
    const opened = this.#open(this.#image.voxels)
    const [nx, ny, nz] = this.#image.shape
    const data = Float32Array.from({ length: nx * ny * nz }, (_, i) => Number(opened.stored[i]))
    const volume = { shape: [nx, ny, nz] as const, affine: this.#image.affine, data }
    const blurred = this.#lib.gaussian(volume, 3 * 2.355).data
    const isWhole = this.#image.datatype.kind !== 'float'
    this.#each((at, r, f, u) => {
      if (!zone(r, f, u, at) || this.#fromBrain(r, f, u) < 6) return
      opened.stored[at] = (isWhole ? Math.round(blurred[at]) : blurred[at]) as never
    })
    return this.#spoil('blur of 3 mm', 'bad', this.#close(opened))
  }

  /** How far the air in front of the face varies, as stored. */
  #airNoise(): number {
    const stored = this.#lib.voxelArray(this.#image)
    let [n, sum, squares] = [0, 0, 0]
    for (let at = 0; at < this.#mask.length; at += 7) {
      if (!this.#mask[at] || !this.#air[at]) continue
      const value = Number(stored[at])
      n++
      sum += value
      squares += value * value
    }
    return Math.sqrt(Math.max(0, squares / Math.max(1, n) - (sum / Math.max(1, n)) ** 2))
  }

  /** Part of the air in front of the face that already holds what is written over it. */
  #emptyAir(): number {
    const stored = this.#lib.voxelArray(this.#image)
    const nothing = this.#nothing()
    let [all, empty] = [0, 0]
    for (let at = 0; at < this.#mask.length; at += 7) {
      if (!this.#mask[at] || !this.#air[at]) continue
      all++
      if (Number(stored[at]) === nothing) empty++
    }
    return empty / Math.max(1, all)
  }

  #leaveNoise(): Spoiled | undefined {
    const noise = this.#airNoise()
    // where most of the air is empty, little shows where the tissue was
    if (this.#emptyAir() > 0.3) return undefined
    if (!(noise > 0.5 || (this.#image.datatype.kind === 'float' && noise > 0))) return undefined
    // a voxel more than the tissue, so that no skin is left
    const tissue = grow(
      this.#air.map((v) => 1 - v),
      this.#image.shape,
    )
    return this.#cleared('air noise left', 'bad', (_r, _f, _u, at) =>
      Boolean(this.#mask[at] && tissue[at]),
    )
  }

  #ghost(): Spoiled | undefined {
    const isWhole = this.#image.datatype.kind !== 'float'
    const step = (0.02 * this.#level) / Math.abs(this.#image.slope)
    if (this.isTexture || (isWhole && step < 2)) return undefined
    const opened = this.#open(this.#good)
    const stored = this.#lib.voxelArray(this.#image)
    const nothing = this.#nothing()
    for (let at = 0; at < this.#mask.length; at++) {
      if (!this.#mask[at]) continue
      const value = nothing + 0.02 * (Number(stored[at]) - this.#dark)
      opened.stored[at] = (isWhole ? Math.round(value) : value) as never
    }
    return this.#spoil('ghost of 2 %', 'bad', this.#close(opened))
  }

  #withoutEar(name: string, side: 1 | -1): Spoiled {
    return this.#cleared(
      name,
      'bad',
      (r, f, _u, at) => this.#mask[at] === 1 && !(side * r > 45 && f < -45),
    )
  }

  #cutBrain(name: string, isGone: Place): Spoiled {
    const voxels = this.#clear(
      this.#good,
      (r, f, u, at) => isGone(r, f, u, at) && f < 40 && this.#fromBrain(r, f, u) < 12,
      -1000,
    )
    return this.#spoil(name, 'bad', voxels)
  }

  /** The face painted over: its own shape, one brightness, clean air. */
  #plainFace(): Spoiled {
    const opened = this.#open(this.#good)
    const stored = this.#lib.voxelArray(this.#image)
    const inside: number[] = []
    for (let at = 0; at < this.#mask.length; at += 11) {
      if (this.#mask[at] && !this.#air[at]) inside.push(Number(stored[at]))
    }
    inside.sort((a, b) => a - b)
    const tissue = inside[Math.floor(0.7 * inside.length)]
    const random = seeded()
    const isWhole = this.#image.datatype.kind !== 'float'
    for (let at = 0; at < this.#mask.length; at++) {
      if (!this.#mask[at] || this.#air[at]) continue
      const value = tissue * (0.9 + 0.2 * random())
      opened.stored[at] = (isWhole ? Math.round(value) : value) as never
    }
    return this.#spoil(
      'own face in plain tissue',
      this.isTexture ? 'judge' : 'bad',
      this.#close(opened),
    )
  }

  /** From the brow to the corner of the jaw, all that lies in front of it. */
  #plane(): Place {
    return (_r, f, u) => 115 * (f - 8) - 80 * (u - 18) > 0
  }

  /** What was removed is filled with values drawn from the image's own air. */
  #fillWithNoise(): Spoiled | undefined {
    if (!(this.#airNoise() > 1)) return undefined
    const opened = this.#open(this.#good)
    const stored = this.#lib.voxelArray(this.#image)
    const pool: number[] = []
    this.#each((at, r, f, u) => {
      // air above the crown and behind, far from anybody's face
      if (
        at % 5 === 0 &&
        this.#air[at] &&
        (u > 60 || f < -190) &&
        pool.length < 20000 &&
        r < 1e9
      ) {
        pool.push(Number(stored[at]))
      }
    })
    if (pool.length < 2000) return undefined
    const random = seeded()
    for (let at = 0; at < this.#mask.length; at++) {
      if (this.#mask[at]) opened.stored[at] = pool[Math.floor(random() * pool.length)] as never
    }
    return this.#spoil('face filled with noise', 'good', this.#close(opened))
  }

  /** The original had been through a box before; and then through here, or not. */
  #before(isDone: boolean): Spoiled | undefined {
    const box: Place = (_r, f, u) => f > -26 && u < 4
    const original = this.#clear(this.#image.voxels, box, 6)
    if (!isDone) return this.#spoil('defaced before, ears left', 'bad', original.slice(), original)
    const image = { ...this.#image, voxels: original.slice() }
    const { verdict } = this.#lib.defaceImage(image, { keepEars: false, robust: false })
    if (verdict !== 'pass') return undefined
    return this.#spoil('defaced before, then here', 'good', image.voxels, original)
  }
}

/** Air reached from the border of the image, at full resolution. */
function outerAir(
  lib: Program,
  { shape, affine }: NiftiImage,
  volume: Parameters<Program['resampleLinear']>[0],
  level: number,
): Uint8Array {
  const size = [shape[0], shape[1], shape[2]] as const
  const values = lib.resampleLinear(volume, lib.multiply(lib.invert(volume.affine), affine), size)
  const [nx, ny] = size
  const air = new Uint8Array(values.length)
  const open: number[] = []
  const visit = (at: number) => {
    if (air[at] || values[at] > level) return
    air[at] = 1
    open.push(at)
  }
  for (let at = 0; at < values.length; at++) {
    const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    const isEdge = [i, j, k].some((n, axis) => n === 0 || n === size[axis] - 1)
    if (isEdge) visit(at)
  }
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of neighbours(at, size)) visit(next)
  }
  return air
}

function neighbours(at: number, [nx, ny, nz]: readonly number[]): number[] {
  const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
  const found: number[] = []
  if (i > 0) found.push(at - 1)
  if (i < nx - 1) found.push(at + 1)
  if (j > 0) found.push(at - nx)
  if (j < ny - 1) found.push(at + nx)
  if (k > 0) found.push(at - nx * ny)
  if (k < nz - 1) found.push(at + nx * ny)
  return found
}

/** A mask with its six neighbours. */
function grow(mask: Uint8Array, shape: readonly number[]): Uint8Array {
  const out = mask.slice()
  for (let at = 0; at < mask.length; at++) {
    if (mask[at]) for (const next of neighbours(at, shape)) out[next] = 1
  }
  return out
}

/** A repeatable sequence in [0, 1). */
function seeded(): () => number {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
