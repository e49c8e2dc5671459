import type { NiftiImage } from '../../../src/formats/nifti/image.ts'
import type { Program } from '../program.ts'

/** Air reached from the border of the image, at full resolution: 1 where a volume lies below the level. */
export function outerAir(
  lib: Program,
  { shape, affine }: Pick<NiftiImage, 'shape' | 'affine'>,
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

/** A mask with its six neighbours. */
export function grow(mask: Uint8Array, shape: readonly number[]): Uint8Array {
  const out = mask.slice()
  for (let at = 0; at < mask.length; at++) {
    if (mask[at]) for (const next of neighbours(at, shape)) out[next] = 1
  }
  return out
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
