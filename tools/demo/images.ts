import type { Grid } from './minc.ts'
import type { DemoImage } from './nifti.ts'

type Picture = Omit<DemoImage, 'traces'>

/** The scan as it is, in the 12 bits that scanners give. */
export function asT1w(scan: Grid): Picture {
  return { shape: scan.shape, affine: scan.affine, data: remap(scan, (value) => 8 * value) }
}

/**
 * A second contrast made from the T1w, not a measured T2w: dark grey becomes bright and bright becomes dark, as
 * fluid and white matter do in a T2w. Air stays dark.
 */
export function asMadeT2w(scan: Grid): Picture {
  const contrast = (value: number): number => {
    const v = value / 150
    const rise = 1 / (1 + Math.exp(-(v - 0.16) / 0.03))
    return Math.round(2000 * rise * Math.max(0.15, Math.exp(-2.2 * (v - 0.16))))
  }
  return { shape: scan.shape, affine: scan.affine, data: remap(scan, contrast) }
}

/** The same picture, as if the head had been nodded by `degrees` before the second visit. */
export function nodded(picture: Picture, degrees: number): Picture {
  const angle = (degrees * Math.PI) / 180
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const a = picture.affine
  const rows = [
    a.slice(0, 4),
    [0, 1, 2, 3].map((n) => c * a[4 + n] - s * a[8 + n]),
    [0, 1, 2, 3].map((n) => s * a[4 + n] + c * a[8 + n]),
    a.slice(12),
  ]
  return { ...picture, affine: rows.flat() }
}

/** A short series at 4 mm made from the scan, with a little seeded noise: not a measured run. */
export function asMadeBold(scan: Grid, volumes: number): Picture {
  const factor = 4
  const shape = scan.shape.map((n) => Math.floor(n / factor))
  const [nx, ny, nz] = shape
  const one = new Float32Array(nx * ny * nz)
  const [sx, sy] = scan.shape
  for (let k = 0; k < nz * factor; k++) {
    for (let j = 0; j < ny * factor; j++) {
      for (let i = 0; i < nx * factor; i++) {
        const to = ((i / factor) | 0) + nx * (((j / factor) | 0) + ny * ((k / factor) | 0))
        one[to] += scan.data[i + sx * (j + sy * k)] / factor ** 3
      }
    }
  }
  const data = new Int16Array(one.length * volumes)
  let state = 1
  for (let n = 0; n < data.length; n++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    data[n] = Math.round(6 * one[n % one.length] + (8 * state) / 2 ** 32)
  }
  const a = scan.affine
  const affine = a.map((value, n) => {
    const column = n % 4
    if (n >= 12) return value
    if (column < 3) return factor * value
    const row = n - 3
    return value + ((factor - 1) / 2) * (a[row] + a[row + 1] + a[row + 2])
  })
  return { shape: [...shape, volumes], affine, data, repetitionTime: 2 }
}

function remap(scan: Grid, change: (value: number) => number): Int16Array {
  const table = Int16Array.from({ length: 256 }, (_, value) => change(value))
  const data = new Int16Array(scan.data.length)
  for (let n = 0; n < data.length; n++) data[n] = table[scan.data[n]]
  return data
}
