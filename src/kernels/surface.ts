import { invert, type Matrix4, transformPoint } from './affine.js'
import { clampByte, type Picture } from './picture.js'
import { sampleAt, trilinear, type Vector } from './place.js'
import type { Head } from './shown-head.js'
import type { Volume } from './volume.js'

/** Where the onlooker stands: before the person, before and to the person's left, at the left. */
export type View = 'front' | 'frontLeft' | 'left'

const STEP_MM = 1.5
/** Slopes are taken between places this far on either side. */
const SLOPE_MM = 2
const BACKGROUND = 255
const DIAGONAL = Math.SQRT1_2
/** Unit vectors from the head to the onlooker, RAS+. */
const TOWARDS: Record<View, Vector> = {
  front: [0, 1, 0],
  frontLeft: [-DIAGONAL, DIAGONAL, 0],
  left: [-1, 0, 0],
}

/**
 * The surface of the head as an onlooker sees it: parallel rays, first crossing of the threshold, Lambert's law
 * with a lamp above the onlooker's shoulder. It shows the image as it is: what is left of a face is seen.
 *
 * @param size width and height in pixels
 */
export function renderSurface(head: Head, view: View, size = 320): Picture {
  const { field, threshold, centre } = head
  const towards = TOWARDS[view]
  // The onlooker looks along -towards with z up; to the right lies forward x up.
  const right: Vector = [-towards[1], towards[0], 0]
  const lamp = normalize([
    towards[0] - 0.35 * right[0],
    towards[1] - 0.35 * right[1],
    towards[2] + 0.45,
  ])
  const inverse = invert(field.affine)
  const pixelMm = (head.extentMm + 16) / size
  const reach = head.extentMm
  const data = new Uint8Array(size * size).fill(BACKGROUND)
  const ray = { start: [0, 0, 0] as [number, number, number], step: along(inverse, towards, -1) }
  for (let row = 0; row < size; row++) {
    const up = (size / 2 - row - 0.5) * pixelMm
    for (let column = 0; column < size; column++) {
      const aside = (column + 0.5 - size / 2) * pixelMm
      const eye: Vector = [
        centre[0] + aside * right[0] + reach * towards[0],
        centre[1] + aside * right[1] + reach * towards[1],
        centre[2] + up,
      ]
      ray.start = transformPoint(inverse, ...eye)
      const depth = firstCrossing(field, threshold, ray, 2 * reach)
      if (depth < 0) continue
      data[column + size * row] = shade(field, inverse, eye, towards, lamp, depth, reach)
    }
  }
  return { width: size, height: size, data }
}

/** Brightness of the surface `depthMm` before the onlooker's plane: Lambert, and a little darker far away. */
function shade(
  field: Volume,
  inverse: Matrix4,
  eye: Vector,
  towards: Vector,
  lamp: Vector,
  depthMm: number,
  reachMm: number,
): number {
  // A little below the surface, so that a place on the very edge of the image is not taken for outside.
  const below = depthMm + 0.25
  const hit: Vector = [
    eye[0] - below * towards[0],
    eye[1] - below * towards[1],
    eye[2] - below * towards[2],
  ]
  const slope = (axis: 0 | 1 | 2): number => {
    const before: [number, number, number] = [...hit]
    const after: [number, number, number] = [...hit]
    before[axis] -= SLOPE_MM
    after[axis] += SLOPE_MM
    // Outside counts as empty, so that a head cut off by the field of view shows a flat cut.
    return (sampleAt(field, inverse, before) || 0) - (sampleAt(field, inverse, after) || 0)
  }
  const normal = normalize([slope(0), slope(1), slope(2)])
  const facing = normal[0] * lamp[0] + normal[1] * lamp[1] + normal[2] * lamp[2]
  const far = Math.min(1, Math.max(0, (depthMm - reachMm / 2) / reachMm))
  return clampByte((28 + 212 * Math.max(0, facing)) * (1 - 0.35 * far))
}

/**
 * Distance in mm along the ray to the first crossing of the threshold, or -1. Coarse steps look at the nearest
 * voxel and, where that is near the threshold, at the trilinear value; halving then finds the exact place.
 */
function firstCrossing(
  field: Volume,
  threshold: number,
  ray: { readonly start: Vector; readonly step: Vector },
  lengthMm: number,
): number {
  const [nx, ny, nz] = field.shape
  const { data } = field
  const [x, y, z] = ray.start
  const [dx, dy, dz] = ray.step
  const [enter, leave] = clip(ray, field.shape, lengthMm)
  for (let t = enter; t <= leave; t += STEP_MM) {
    const px = x + t * dx
    const py = y + t * dy
    const pz = z + t * dz
    // Half a voxel outside the grid rounds down to its edge.
    const i = Math.max(0, Math.min(nx - 1, (px + 0.5) | 0))
    const j = Math.max(0, Math.min(ny - 1, (py + 0.5) | 0))
    const k = Math.max(0, Math.min(nz - 1, (pz + 0.5) | 0))
    if (data[i + nx * (j + ny * k)] < 0.5 * threshold) continue
    if (trilinear(field, px, py, pz) >= threshold) {
      return t === enter ? t : refine(field, threshold, ray, t - STEP_MM, t)
    }
  }
  return -1
}

/** Between `outside` and `inside` (mm on the ray), the place where the trilinear field meets the threshold. */
function refine(
  field: Volume,
  threshold: number,
  ray: { readonly start: Vector; readonly step: Vector },
  outside: number,
  inside: number,
): number {
  const [x, y, z] = ray.start
  const [dx, dy, dz] = ray.step
  let near = outside
  let far = inside
  for (let turn = 0; turn < 6; turn++) {
    const t = (near + far) / 2
    const value = trilinear(field, x + t * dx, y + t * dy, z + t * dz)
    if (value >= threshold) far = t
    else near = t
  }
  return far
}

/** The part of a ray, in mm, that lies in the box of voxel centres and half a voxel around it. */
function clip(
  ray: { readonly start: Vector; readonly step: Vector },
  shape: readonly number[],
  lengthMm: number,
): [enter: number, leave: number] {
  let enter = 0
  let leave = lengthMm
  for (let axis = 0; axis < 3; axis++) {
    const start = ray.start[axis]
    const step = ray.step[axis]
    const low = -0.5
    const high = shape[axis] - 0.5
    if (Math.abs(step) < 1e-9) {
      if (start < low || start > high) return [1, 0]
      continue
    }
    const a = (low - start) / step
    const b = (high - start) / step
    enter = Math.max(enter, Math.min(a, b))
    leave = Math.min(leave, Math.max(a, b))
  }
  return [enter, leave]
}

/** A direction carried through the linear part of an affine and scaled. */
function along(m: Matrix4, d: Vector, scale: number): Vector {
  return [
    scale * (m[0] * d[0] + m[1] * d[1] + m[2] * d[2]),
    scale * (m[4] * d[0] + m[5] * d[1] + m[6] * d[2]),
    scale * (m[8] * d[0] + m[9] * d[1] + m[10] * d[2]),
  ]
}

function normalize(v: Vector): Vector {
  const length = Math.hypot(v[0], v[1], v[2]) || 1
  return [v[0] / length, v[1] / length, v[2] / length]
}
