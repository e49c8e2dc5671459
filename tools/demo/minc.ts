import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A grid of bytes: `data[i + nx * (j + ny * (k + nz * t))]`, affine row-major voxel to RAS+ mm. */
export interface Grid {
  readonly shape: readonly number[]
  readonly affine: readonly number[]
  readonly data: Uint8Array
  /** Seconds or mm from one volume to the next; 0 for a single volume. */
  readonly volumeStep: number
}

interface MincAxis {
  readonly start: number
  readonly step?: number
  readonly space_length: number
  readonly direction_cosines?: readonly [number, number, number]
}

type MincHeader = { readonly order: readonly string[] } & { readonly [axis: string]: MincAxis }

/** Folder of brainbrowser's example scans; the package is a development dependency and ships them itself. */
function modelsFolder(): string {
  const require = createRequire(import.meta.url)
  return path.join(
    path.dirname(require.resolve('brainbrowser/package.json')),
    'examples',
    'models',
  )
}

/**
 * Reads one of brainbrowser's example scans: raw bytes, slowest axis first, beside a JSON header with start, step
 * and direction of each axis in MINC world coordinates, which are RAS+ mm as in NIfTI. A MINC start counts along
 * the axis's own direction, so the origin is the sum of start times direction.
 */
export function readMinc(name: string): Grid {
  const file = (suffix: string) =>
    gunzipSync(readFileSync(path.join(modelsFolder(), `${name}.mnc.${suffix}.gz`)))
  const header: MincHeader = JSON.parse(file('header').toString('utf8'))
  const order = [...header.order].reverse()
  const space = order.filter((axis) => axis !== 'time').map((axis) => header[axis])
  const defaults: Record<string, [number, number, number]> = {
    xspace: [1, 0, 0],
    yspace: [0, 1, 0],
    zspace: [0, 0, 1],
  }
  const cosines = order
    .filter((axis) => axis !== 'time')
    .map((axis) => header[axis].direction_cosines ?? defaults[axis])
  const affine = [0, 1, 2].flatMap((row) => [
    ...space.map((axis, column) => (axis.step ?? 1) * cosines[column][row]),
    space.reduce((sum, axis, column) => sum + axis.start * cosines[column][row], 0),
  ])
  return {
    shape: order.map((axis) => header[axis].space_length),
    affine: [...affine, 0, 0, 0, 1],
    data: file('raw'),
    volumeStep: header.time ? (header.time.step ?? 2) : 0,
  }
}
