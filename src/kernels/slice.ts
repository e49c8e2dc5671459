import { invert } from './affine.js'
import { clampByte, type Picture } from './picture.js'
import { boundsMm, sampleAt } from './place.js'
import type { Head } from './shown-head.js'

/** The plane of a slice in scanner space. */
export type Plane = 'sagittal' | 'coronal' | 'axial'

/**
 * One slice in scanner orientation with square pixels of `pixelMm`, trilinear, black outside the image.
 * Sagittal: nose to the left. Coronal and axial: the person's right at the left (radiological), as seen from
 * the front and from the feet.
 *
 * @param positionMm where the plane lies on its own axis, RAS+ mm; the middle of the head when left out
 */
export function renderSlice(
  head: Head,
  plane: Plane,
  pixelMm = 1,
  positionMm: number = head.centre[PLANES[plane].normal],
): Picture {
  const { across, down, normal } = PLANES[plane]
  const { low, high } = boundsMm(head.volume)
  const width = Math.max(1, Math.ceil((high[across] - low[across]) / pixelMm))
  const height = Math.max(1, Math.ceil((high[down] - low[down]) / pixelMm))
  const inverse = invert(head.volume.affine)
  const data = new Uint8Array(width * height)
  const gain = 255 / (head.white - head.black || 1)
  const point: [number, number, number] = [0, 0, 0]
  point[normal] = positionMm
  for (let row = 0; row < height; row++) {
    point[down] = high[down] - (row + 0.5) * pixelMm
    for (let column = 0; column < width; column++) {
      point[across] = high[across] - (column + 0.5) * pixelMm
      const value = sampleAt(head.volume, inverse, point)
      if (!Number.isNaN(value)) data[column + width * row] = clampByte((value - head.black) * gain)
    }
  }
  return { width, height, data }
}

/** Columns go from high to low mm: anterior at the left, or the person's right at the left. */
const PLANES: Record<Plane, { across: 0 | 1 | 2; down: 0 | 1 | 2; normal: 0 | 1 | 2 }> = {
  sagittal: { across: 1, down: 2, normal: 0 },
  coronal: { across: 0, down: 2, normal: 1 },
  axial: { across: 0, down: 1, normal: 2 },
}
