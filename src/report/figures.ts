import { gunzip, isGzip } from '../formats/gzip.js'
import { type NiftiImage, readNifti, voxelArray } from '../formats/nifti/image.js'
import { encodePng } from '../formats/png.js'
import type { Picture } from '../kernels/picture.js'
import { type Head, prepareHead } from '../kernels/shown-head.js'
import { type Plane, renderSlice } from '../kernels/slice.js'
import { renderSurface, type View } from '../kernels/surface.js'
import type { Volume } from '../kernels/volume.js'

/** One row of the table of pictures that every judged image gets. */
interface FigureKind {
  readonly name: string
  readonly kind: 'slice' | 'surface'
  readonly caption: string
  /** Also on the page of the whole dataset; the others are on the participant's own page. */
  readonly isShownFirst: boolean
  readonly draw: (head: Head) => Picture
}

const FIGURES: readonly FigureKind[] = [
  slice('sagittal', 'slice through the middle', true),
  slice('coronal', 'slice from ear to ear', false),
  slice('axial', 'slice from front to back', false),
  surface('front', 'surface from the front', true),
  surface('frontLeft', 'surface from the front left', false),
  surface('left', 'surface from the left', true),
]

/** A picture of an image of the output, as a PNG file. */
export interface Figure extends Pick<FigureKind, 'name' | 'kind' | 'caption' | 'isShownFirst'> {
  readonly png: Uint8Array
}

/** Larger images get no picture: reading them would take more memory than looking is worth. */
const LARGEST_CONTENT = 2 ** 31

/**
 * Draws one image of the output, whatever its orientation and type; of a series, its first volume.
 *
 * @param file the whole file, compressed or not
 * @throws FileError when it cannot be read as an image
 */
export function drawFigures(file: Uint8Array): Figure[] {
  const content = isGzip(file) ? gunzip(file, LARGEST_CONTENT) : file
  const head = prepareHead(firstVolume(readNifti(content)))
  return FIGURES.map(({ name, kind, caption, isShownFirst, draw }) => ({
    name,
    kind,
    caption,
    isShownFirst,
    png: encodePng({ ...draw(head), channels: 1 }),
  }))
}

/** The name of a figure's file: `sub-x_T1w.nii.gz` and `front` give `sub-x_desc-front_T1w.png`. */
export function figureFile(image: string, figure: string): string {
  const stem = image.slice(image.lastIndexOf('/') + 1).replace(/\.nii(?:\.gz)?$/, '')
  const cut = stem.lastIndexOf('_')
  return `${stem.slice(0, cut)}_desc-${figure}${stem.slice(cut)}.png`
}

function firstVolume(image: NiftiImage): Volume {
  const [nx, ny, nz] = image.shape
  const stored = voxelArray(image)
  const data = new Float32Array(nx * ny * nz)
  const { slope, inter } = image
  for (let n = 0; n < data.length; n++) data[n] = Number(stored[n]) * slope + inter
  return { shape: [nx, ny, nz], affine: image.affine, data }
}

function slice(name: Plane, caption: string, isShownFirst: boolean): FigureKind {
  return { name, kind: 'slice', caption, isShownFirst, draw: (head) => renderSlice(head, name) }
}

function surface(name: View, caption: string, isShownFirst: boolean): FigureKind {
  return {
    name,
    kind: 'surface',
    caption,
    isShownFirst,
    draw: (head) => renderSurface(head, name),
  }
}
