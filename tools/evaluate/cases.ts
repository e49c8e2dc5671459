/**
 * The table of heads on which the defacer is judged. A label map gives an image of any contrast with exact truth,
 * in any pose, grid and field of view; real heads are judged as they are.
 */

export const CONTRASTS = ['T1w', 'T2w', 'FLAIR', 'PDw', 'UNIT1', 'T1map', 'inv1', 'inv2'] as const
export type Contrast = (typeof CONTRASTS)[number]

/** Tuned on one half, reported on the other. */
export type Half = 'tune' | 'report'

/** Options of synth.py's `make`; a crop is mm off the head's box or [landmark, mm above or in front of it]. */
export interface Drawing {
  readonly seed?: number
  readonly voxel?: readonly [number, number, number]
  readonly rotate?: readonly [number, number, number]
  readonly shift?: readonly [number, number, number]
  readonly crop?: Readonly<Record<string, number | readonly [string, number]>>
  readonly noise?: number
  readonly bias?: number
  readonly orientation?: string
  readonly dtype?: 'uint8' | 'int16' | 'uint16' | 'float32'
  readonly oblique?: boolean
  readonly zero_air?: boolean
  readonly slope?: readonly [number, number]
  /** Air around the head, mm. */
  readonly margin?: number
}

export type Source =
  | { readonly map: string; readonly scale?: number }
  | { readonly file: string }
  | { readonly minc: string }

/** What makes a head unlike the label maps and real ones; the names are those of strange/*.py. */
export interface Strange {
  readonly anatomy?: string
  /** Done to the finished image, step by step. */
  readonly after?: readonly string[]
  readonly seed?: number
}

export interface Case {
  readonly name: string
  /** Row of the summary. */
  readonly kind: string
  readonly half: Half
  /** Upright, with the whole face in view: must never be withheld. */
  readonly complete: boolean
  /** A hard case: few of them may be withheld. */
  readonly hard: boolean
  /** One of {@link CONTRASTS}, or of strange/tissues.py. */
  readonly contrast: string
  readonly source: Source
  readonly options: Drawing
  /** The session's T1w, defaced first; its head reference helps this one. */
  readonly leader?: string
  readonly strange?: Strange
}

/** Maps 03 and 09 end at the nose. */
export const MAPS: readonly { map: string; half: Half; whole: boolean }[] = [
  { map: '02', half: 'tune', whole: true },
  { map: '03', half: 'report', whole: false },
  { map: '05', half: 'tune', whole: true },
  { map: '08', half: 'report', whole: true },
  { map: '09', half: 'tune', whole: false },
  { map: '10', half: 'report', whole: true },
  { map: '12', half: 'tune', whole: true },
  { map: '14', half: 'report', whole: true },
]

interface Condition {
  readonly kind: string
  readonly name: string
  readonly options: Drawing
  readonly scale?: number
}

/** What makes a head hard. Angles in degrees about the right, front and up axes. */
export const CONDITIONS: readonly Condition[] = [
  { kind: 'tilt', name: 'tilt+30', options: { rotate: [30, 0, 0] } },
  { kind: 'tilt', name: 'tilt-30', options: { rotate: [-30, 0, 0] } },
  { kind: 'tilt', name: 'tilt+45', options: { rotate: [45, 5, 0] } },
  { kind: 'tilt', name: 'tilt-45', options: { rotate: [-45, 0, 5] } },
  { kind: 'tilt', name: 'tilt+60', options: { rotate: [60, 0, 0] } },
  { kind: 'tilt', name: 'tilt-60', options: { rotate: [-60, 0, 0] } },
  { kind: 'roll', name: 'roll+40', options: { rotate: [0, 40, 0] } },
  { kind: 'roll', name: 'roll-40', options: { rotate: [0, -40, 0] } },
  { kind: 'roll', name: 'roll+60', options: { rotate: [0, 60, 0] } },
  { kind: 'roll', name: 'roll-60', options: { rotate: [0, -60, 0] } },
  { kind: 'turn', name: 'yaw+45', options: { rotate: [0, 0, 45] } },
  { kind: 'turn', name: 'turn-a', options: { rotate: [40, 30, 20], shift: [20, -15, 30] } },
  { kind: 'turn', name: 'turn-b', options: { rotate: [-35, -40, -30] } },
  { kind: 'oblique', name: 'oblique-a', options: { rotate: [25, 10, 15], oblique: true } },
  { kind: 'oblique', name: 'oblique-b', options: { rotate: [-40, 20, -30], oblique: true } },
  { kind: 'crop', name: 'crop-nose', options: { crop: { front: 15 } } },
  { kind: 'crop', name: 'crop-face', options: { crop: { front: 45 } } },
  { kind: 'crop', name: 'crop-chin', options: { crop: { bottom: ['nose', -30] } } },
  { kind: 'crop', name: 'crop-mouth', options: { crop: { bottom: ['nose', 2] } } },
  { kind: 'crop', name: 'crop-crown', options: { crop: { top: 45 } } },
  { kind: 'crop', name: 'crop-back', options: { crop: { back: 45 } } },
  { kind: 'crop', name: 'crop-side', options: { crop: { left: 35 } } },
  {
    kind: 'crop',
    name: 'crop-ears',
    options: { crop: { left: ['ear_left', 2], right: ['ear_right', -2] } },
  },
  {
    kind: 'crop',
    name: 'slab',
    options: { crop: { top: 30, bottom: ['nose', 5] }, voxel: [0.8, 0.8, 3] },
  },
  { kind: 'slices', name: 'axial-5mm', options: { voxel: [0.9, 0.9, 5] } },
  { kind: 'slices', name: 'sagittal-5mm', options: { voxel: [5, 1, 1] } },
  { kind: 'slices', name: 'coronal-5mm', options: { voxel: [1, 5, 1] } },
  {
    kind: 'slices',
    name: 'axial-5mm-tilt',
    options: { voxel: [0.9, 0.9, 5], rotate: [-25, 8, 0], oblique: true },
  },
  { kind: 'grid', name: 'fine-0.7', options: { voxel: [0.7, 0.7, 0.7] } },
  { kind: 'grid', name: 'coarse-3', options: { voxel: [3, 3, 3] } },
  { kind: 'small', name: 'child-0.8', scale: 0.8, options: {} },
  { kind: 'small', name: 'child-0.8-tilt', scale: 0.8, options: { rotate: [-25, 12, 10] } },
  { kind: 'small', name: 'infant-0.68', scale: 0.68, options: {} },
  { kind: 'small', name: 'infant-0.68-tilt', scale: 0.68, options: { rotate: [25, -10, 0] } },
  { kind: 'noise', name: 'noise-0.08', options: { noise: 0.08 } },
  { kind: 'noise', name: 'noise-0.12', options: { noise: 0.12 } },
  { kind: 'shade', name: 'shade-0.8', options: { bias: 0.8 } },
  { kind: 'shade', name: 'shade-1.2', options: { bias: 1.2 } },
  { kind: 'shade', name: 'noise-shade', options: { noise: 0.08, bias: 0.8, rotate: [15, 0, 0] } },
  { kind: 'storage', name: 'PIR-uint8', options: { orientation: 'PIR', dtype: 'uint8' } },
  {
    kind: 'storage',
    name: 'ASL-float32-zero-air',
    options: { orientation: 'ASL', dtype: 'float32', zero_air: true },
  },
  {
    kind: 'storage',
    name: 'RSP-uint16-slope',
    options: { orientation: 'RSP', dtype: 'uint16', slope: [0.37, -12] },
  },
]

/** Images beside a session's T1w, each with a little motion since. */
const SESSION: readonly { contrast: Contrast; name: string; options: Drawing }[] = [
  { contrast: 'T2w', name: 'plain', options: { voxel: [1, 1, 1.5] } },
  { contrast: 'FLAIR', name: 'axial-5mm', options: { voxel: [0.9, 0.9, 5] } },
  { contrast: 'PDw', name: 'sagittal-3mm', options: { voxel: [3, 1, 1] } },
  { contrast: 'UNIT1', name: 'plain', options: {} },
  { contrast: 'T1map', name: 'plain', options: {} },
  { contrast: 'inv1', name: 'plain', options: {} },
  { contrast: 'inv2', name: 'noise', options: { noise: 0.08 } },
  {
    contrast: 'T2w',
    name: 'slab',
    options: { voxel: [0.5, 2, 0.5], crop: { front: 60, back: 50, bottom: ['nose', 0] } },
  },
]

const IXI = `013-HH-1212 034-HH-1260 051-HH-1328 059-HH-1284 080-HH-1341 094-HH-1355 102-HH-1416
 127-HH-1451 132-HH-1415 148-HH-1453 161-HH-2533 167-HH-1569 175-HH-1570 201-HH-1588 206-HH-1650
 214-HH-1636 221-HH-1606 248-HH-1972 255-HH-1882 259-HH-1804 263-HH-1684 276-HH-1840 282-HH-2025
 302-HH-1883 328-HH-2295 338-HH-1971 357-HH-2076 384-HH-2100 396-HH-2115 439-HH-2114 444-HH-2270
 451-HH-2212 481-HH-2175 485-HH-2180 516-HH-2297 522-HH-2453 527-HH-2376 546-HH-2450 566-HH-2535
 575-HH-2658 599-HH-2659 605-HH-2598 610-HH-2649 614-HH-2735 634-HH-2690 638-HH-2786`
  .trim()
  .split(/\s+/)

const TURNED: Drawing = { rotate: [6, 3, -5] }

function upright(): Case[] {
  return MAPS.flatMap(({ map, half, whole }) =>
    CONTRASTS.map((contrast) => ({
      name: `map${map}-upright-${contrast}`,
      kind: whole ? `upright ${contrast}` : 'upright, map ends at the nose',
      half,
      complete: whole,
      hard: false,
      contrast,
      source: { map },
      options: { seed: Number(map) },
    })),
  )
}

/** Each condition on two heads of either half, contrasts taken in turn. */
function hard(): Case[] {
  return CONDITIONS.flatMap((condition, row) =>
    (['tune', 'report'] as const).flatMap((half, h) => {
      const maps = MAPS.filter((m) => m.half === half)
      return [0, 1].map((k) => {
        const { map } = maps[(row + 2 * k) % maps.length] ?? { map: '02' }
        const contrast = CONTRASTS[(row + 3 * k + 5 * h) % CONTRASTS.length] ?? 'T1w'
        const scale = condition.scale ?? 1
        return {
          name: `map${map}-${condition.name}-${contrast}`,
          kind: condition.kind,
          half,
          complete: false,
          hard: true,
          contrast,
          source: { map, scale },
          options: { seed: 100 + 4 * row + 2 * h + k, ...condition.options },
        }
      })
    }),
  )
}

/** Each contrast beside a T1w, on one head of either half. */
function sessions(): Case[] {
  return SESSION.flatMap(({ contrast, name, options }, row) =>
    (['tune', 'report'] as const).map((half) => {
      const maps = MAPS.filter((m) => m.half === half && m.whole)
      const { map } = maps[row % maps.length] ?? { map: '02' }
      return {
        name: `map${map}-session-${contrast}-${name}`,
        kind: 'beside a T1w',
        half,
        complete: false,
        hard: true,
        contrast,
        source: { map },
        options: { seed: 300 + row, ...TURNED, shift: [1, -1, 2] as const, ...options },
        leader: `map${map}-leader-T1w`,
      }
    }),
  )
}

function leaders(): Case[] {
  return MAPS.filter((m) => m.whole).map(({ map, half }) => ({
    name: `map${map}-leader-T1w`,
    kind: 'leading T1w',
    half,
    complete: true,
    hard: false,
    contrast: 'T1w' as const,
    source: { map },
    options: { seed: 290, ...TURNED },
  }))
}

function real(): Case[] {
  const one = (name: string, kind: string, half: Half, source: Source): Case => ({
    name,
    kind,
    half,
    complete: true,
    hard: false,
    contrast: 'T1w',
    source,
    options: {},
  })
  const dist = 'brainbrowser/examples/models/'
  return [
    ...IXI.map((id, k) =>
      one(`ixi${id.slice(0, 3)}`, 'real, IXI 2 mm', k % 2 ? 'report' : 'tune', {
        file: `ixi/IXI${id}_T1.nii.gz`,
      }),
    ),
    one('child', 'real, child', 'report', { file: 'child/5_SAG_MPRAGE_220_FOV.nii.gz' }),
    one('adult-2mm', 'real, adult 2 mm', 'tune', { file: 'adult-2mm/5_anat-T1w_acq-tfl.nii.gz' }),
    one('brainbrowser1', 'real, 1 mm', 'tune', { minc: `${dist}structural1.mnc` }),
    one('brainbrowser2', 'real, 1 mm', 'report', { minc: `${dist}structural2.mnc` }),
  ]
}

export const CASES: readonly Case[] = [
  ...upright(),
  ...real(),
  ...hard(),
  ...leaders(),
  ...sessions(),
]
