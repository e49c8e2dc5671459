import type { DefaceOutcome } from '../../../src/deface/outcome.ts'
import type { NiftiImage } from '../../../src/formats/nifti/image.ts'
import type { VoxelArray } from '../../../src/kernels/volume.ts'
import type { Program } from '../program.ts'
import { outerAir } from './outer-air.ts'

/** `judge`: the outside judge says whether it is spoiled; the others are so by construction. */
export type Label = 'good' | 'bad' | 'judge'

/** An output made on purpose. */
export interface Spoiled {
  readonly label: Label
  /** The voxels of the output, as the file stores them. */
  readonly voxels: Uint8Array
  /** Voxels of another original than the case's own: one that was defaced before. */
  readonly original?: Uint8Array
}

/** Makes an output; undefined where the head does not lend itself to it. */
export type Recipe = () => Spoiled | undefined

/** A place of the head frame: right, front, up mm from between the eyes, and its voxel. */
export type Place = (r: number, f: number, u: number, at: number) => boolean

/** One head, its good output, and what is needed to draw others in the frame that the defacer found. */
export class Head {
  readonly lib: Program
  readonly image: NiftiImage
  /** The voxels of the good output. */
  readonly good: Uint8Array
  /** What the good output lacks: 1. */
  readonly mask: Uint8Array
  /** 1 in air that is connected with the image's border, at full resolution. */
  readonly air: Uint8Array
  readonly level: number
  /** Head frame to world RAS+ mm. */
  readonly pose: Float64Array
  /** The darkest air, as stored. */
  readonly dark: number
  readonly isTexture: boolean
  /** What stands where the good output was cleared, as stored. */
  readonly nothing: number
  readonly outcome: DefaceOutcome

  /** @returns undefined when the defacer published nothing */
  static of(lib: Program, bytes: Uint8Array): Head | undefined {
    // a slice of a buffer shares its memory
    const good = lib.readNifti(new Uint8Array(bytes))
    const outcome = lib.defaceImage(good, { keepEars: false, robust: false })
    if (outcome.verdict !== 'pass' || !outcome.reference || !outcome.removed) return undefined
    return new Head(lib, lib.readNifti(new Uint8Array(bytes)), good.voxels, outcome)
  }

  private constructor(lib: Program, image: NiftiImage, good: Uint8Array, outcome: DefaceOutcome) {
    this.lib = lib
    this.image = image
    this.good = good
    this.outcome = outcome
    const [nx, ny, nz] = image.shape
    this.mask = lib.maskOf(outcome.removed ?? [], nx * ny * nz)
    this.pose = outcome.reference?.pose ?? new Float64Array(16)
    const { like, air } = lib.seeScan({ ...image, stored: lib.voxelArray(image) })
    this.isTexture = like.texture
    this.level = like.level
    this.dark = Number(air)
    this.air = outerAir(lib, image, like.volume, like.level)
    this.nothing = Number(lib.voxelArray({ ...image, voxels: good })[this.mask.indexOf(1)])
  }

  get isWhole(): boolean {
    return this.image.datatype.kind !== 'float'
  }

  /** Changes a copy of voxels, by their stored numbers. */
  edit(voxels: Uint8Array, change: (stored: VoxelArray) => void): Uint8Array {
    const copy = voxels.slice()
    const stored = this.lib.voxelArray({ ...this.image, voxels: copy })
    change(stored)
    if (stored.buffer === copy.buffer) return copy
    const isSwapped = !this.image.littleEndian && this.image.datatype.bytes > 1
    if (isSwapped) throw new Error('not for images of the other byte order')
    const { buffer, byteOffset, byteLength } = stored
    return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength).slice()
  }

  /** A number as the image can store it. */
  storable(value: number): never {
    return (this.isWhole ? Math.round(value) : value) as never
  }

  /** Visits every voxel with its place in the head frame. */
  each(visit: (at: number, r: number, f: number, u: number) => void): void {
    const [nx, ny, nz] = this.image.shape
    const m = this.lib.multiply(this.lib.invert(this.pose), this.image.affine)
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

  /** Distance (mm of the head frame) outside the brain's hull. */
  fromBrain(r: number, f: number, u: number): number {
    return this.lib.nearestValue(this.lib.atlas.hull, r, f, u)
  }

  /** The original without what lies in a place, not nearer than 6 mm to the brain's hull. */
  without(isGone: Place, label: Label = 'bad'): Spoiled {
    return { label, voxels: this.clear(this.image.voxels, isGone, 6) }
  }

  /** @param guard mm from the brain's hull within which nothing is cleared */
  clear(from: Uint8Array, isGone: Place, guard: number): Uint8Array {
    return this.edit(from, (stored) =>
      this.each((at, r, f, u) => {
        if (isGone(r, f, u, at) && this.fromBrain(r, f, u) > guard) {
          stored[at] = this.nothing as never
        }
      }),
    )
  }
}
