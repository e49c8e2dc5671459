/**
 * Heads that neither label maps nor real ones give as they are: other anatomies, other tissues and receivers, other views and headers, things on
 * the head. Each on a map of either half.
 */
import { CASES, type Case, CONTRASTS, type Drawing, MAPS, type Strange } from './cases.ts'

interface Oddity {
  readonly kind: string
  readonly name: string
  /** The next of {@link CONTRASTS} unless named. */
  readonly contrast?: string
  readonly strange?: Strange
  readonly options?: Drawing
  /** Upright and whole, nothing on it: a head as any other. */
  readonly complete?: boolean
  /** Rather maps with a whole face. */
  readonly led?: boolean
}

const plain =
  (kind: string, complete: boolean) =>
  (name: string, rest: Omit<Oddity, 'kind' | 'name'> = {}): Oddity => ({
    kind,
    name,
    complete,
    ...rest,
  })

const shape = (name: string) => plain('other anatomy', true)(name, { strange: { anatomy: name } })
const misshapen = (name: string) =>
  plain('other anatomy, ill', false)(name, { strange: { anatomy: name } })
const tissue = (name: string, options: Drawing = {}, ...after: string[]) =>
  plain('other contrast', false)([name, ...after].join('-'), {
    contrast: name,
    options,
    strange: { after },
  })
const mixed = (name: string) => plain('other contrast, random', false)(name, { contrast: name })
const values = (name: string, contrast: string, ...after: string[]) =>
  plain('other values', false)(name, { contrast, strange: { after } })
const coil = (after: string, contrast: string) =>
  plain('other receiver', false)(after, { contrast, strange: { after: [after] } })
const view = (name: string, contrast: string, options: Drawing, strange: Strange = {}) =>
  plain('other view', false)(name, { contrast, options, strange })
const header = (after: string, contrast = 'T1w') =>
  plain('other header', false)(after, { contrast, strange: { after: [after] } })
const worn = (after: string, contrast?: string) =>
  plain('worn', false)(after, { strange: { after: [after] }, ...(contrast ? { contrast } : {}) })

const ODDITIES: readonly Oddity[] = [
  ...['long', 'short', 'flat', 'tower', 'smooth-a', 'smooth-b', 'smooth-c', 'smooth-d'].map(shape),
  ...['big-nose', 'small-nose-jaw', 'ears-out', 'ears-in', 'thick-scalp', 'thin-scalp'].map(shape),
  ...['mixed-a', 'mixed-b', 'mixed-c', 'mixed-d', 'elderly', 'shoulders'].map(shape),
  ...['hydrocephalus', 'microcephaly', 'toddler', 'newborn', 'half-size'].map(misshapen),
  ...['craniectomy', 'frontal-bulge'].map(misshapen),
  tissue('bright-skin'),
  tissue('dark-skin'),
  tissue('fat-suppressed-T2'),
  tissue('fat-suppressed-T1', { voxel: [1, 1, 2] }),
  tissue('contrast-agent'),
  tissue('T2star', { voxel: [1, 1, 2.5] }),
  tissue('SWI', { voxel: [0.9, 0.9, 2] }),
  tissue('MTw'),
  tissue('MTsat', {}, 'loud-air'),
  tissue('R1', {}, 'heavy-air'),
  tissue('R1', {}, 'quiet-air'),
  tissue('R2star', {}, 'loud-air'),
  tissue('PDmap', {}, 'quiet-air'),
  tissue('angio', { voxel: [0.8, 0.8, 1], crop: { top: 60, bottom: ['nose', 8] } }),
  ...Array.from({ length: 12 }, (_, k) => mixed(`random-${k + 1}`)),
  values('signed-air', 'T1w', 'signed-air'),
  values('nan-air', 'T2w', 'nan-air'),
  values('tiny', 'PDw', 'tiny'),
  values('huge', 'FLAIR', 'huge'),
  values('bytes-only', 'T1w', 'bytes-only'),
  values('quiet-UNIT1', 'UNIT1', 'quiet-air'),
  values('quiet-T1map', 'T1map', 'quiet-air'),
  values('susceptibility', 'R2star', 'susceptibility'),
  values('phase', 'T2star', 'phase'),
  values('mask-only', 'T1w', 'mask-only'),
  values('echoes', 'T2star', 'echoes'),
  values('one-volume', 'T1w', 'one-volume'),
  coil('seven-tesla', 'T1w'),
  coil('seven-tesla', 'inv2'),
  coil('front-coil', 'T1w'),
  coil('back-coil', 'T2w'),
  coil('side-coil', 'FLAIR'),
  view('shoulders-tilt', 'T1w', { rotate: [-20, 5, 8] }, { anatomy: 'shoulders' }),
  view('big-air', 'T2w', { margin: 55, voxel: [2, 2, 2] }),
  view('eye-slab', 'T1w', { crop: { top: 75, bottom: ['nose', 0] }, voxel: [1, 1, 2] }),
  view('brain-slab', 'T2w', { crop: { bottom: ['nose', 40] }, voxel: [0.9, 0.9, 4] }),
  view('inplane', 'T2w', {
    crop: { bottom: ['nose', 25], top: 8 },
    voxel: [1, 1, 3.6],
    rotate: [-15, 0, 0],
    oblique: true,
  }),
  view('sagittal-5', 'T1w', { voxel: [5, 1.5, 1.5] }),
  view('coronal-4', 'FLAIR', { voxel: [1, 4, 1] }),
  view('isotropic-2.5', 'T2w', { voxel: [2.5, 2.5, 2.5] }),
  view('pitch+55', 'T2w', { rotate: [55, 10, 0] }),
  view('roll+50-yaw', 'T1w', { rotate: [10, 50, 25] }),
  view('yaw-60', 'FLAIR', { rotate: [0, 0, -60] }),
  view('tight', 'T1w', { margin: 1 }),
  view('tight-front', 'T1w', { crop: { front: 4, back: 6 } }),
  ...['qform-only', 'sform-only', 'disagree', 'neither'].map((after) => header(after)),
  ...['upside-down', 'back-to-front', 'mirrored-front'].map((after) => header(after, 'T2w')),
  worn('electrodes', 'T1w'),
  worn('dark-electrodes', 'T1w'),
  worn('pads', 'T2w'),
  worn('hair', 'T1w'),
  worn('beard', 'PDw'),
  worn('glasses', 'T1w'),
  worn('metal-glasses', 'T2w'),
  worn('mask', 'T1w'),
  worn('braces', 'T1w'),
  worn('dental', 'FLAIR'),
  worn('implant', 'T1w'),
  worn('bite-bar', 'T2w'),
  worn('bandage', 'T1w'),
  worn('hand', 'T1w'),
  worn('cushion', 'PDw'),
]

function oddity(odd: Oddity, row: number): Case[] {
  return (['tune', 'report'] as const).map((half, h) => {
    const maps = MAPS.filter((m) => m.half === half && m.whole)
    const { map } = maps[(row + h) % maps.length] ?? { map: '02' }
    const contrast = odd.contrast ?? CONTRASTS[(row + 3 * h) % CONTRASTS.length] ?? 'T1w'
    const { strange = {} } = odd
    return {
      name: `map${map}-${odd.name}-${contrast}`,
      kind: odd.kind,
      half,
      complete: odd.complete ?? false,
      hard: !odd.complete,
      contrast,
      source: { map },
      options: { seed: 500 + row, voxel: [1.5, 1.5, 1.5] as const, ...odd.options },
      strange,
    }
  })
}

/** Real heads, received or stored otherwise. */
const REAL: readonly (readonly [string, ...string[]])[] = [
  ['059-HH-1284', 'front-coil'],
  ['094-HH-1355', 'seven-tesla'],
  ['132-HH-1415', 'side-coil'],
  ['175-HH-1570', 'bytes-only'],
  ['206-HH-1650', 'signed-air'],
  ['255-HH-1882', 'braces'],
  ['276-HH-1840', 'electrodes'],
  ['302-HH-1883', 'pads'],
  ['338-HH-1971', 'hair'],
  ['396-HH-2115', 'glasses'],
  ['451-HH-2212', 'upside-down'],
  ['516-HH-2297', 'beard'],
]

function real(): Case[] {
  return REAL.flatMap(([id, ...after]) => {
    const head = CASES.find((c) => 'file' in c.source && c.source.file.includes(id))
    if (!head) return []
    return {
      ...head,
      name: `${head.name}-${after.join('-')}`,
      kind: 'real, with something',
      complete: false,
      hard: true,
      strange: { after },
    }
  })
}

/** Beside a T1w with coordinates of their own. */
function sessions(): Case[] {
  return (['T2w', 'FLAIR', 'T2star', 'inv1'] as const).flatMap((contrast, row) =>
    (['tune', 'report'] as const).map((half) => {
      const maps = MAPS.filter((m) => m.half === half && m.whole)
      const { map } = maps[row % maps.length] ?? { map: '02' }
      return {
        name: `map${map}-elsewhere-${contrast}`,
        kind: 'beside a T1w, elsewhere',
        half,
        complete: false,
        hard: true,
        contrast,
        source: { map },
        options: { seed: 700 + row, voxel: [1, 1, 2] as const, rotate: [6, 3, -5] as const },
        strange: { after: ['elsewhere'] },
        leader: `map${map}-leader-T1w`,
      }
    }),
  )
}

export const STRANGE_CASES: readonly Case[] = [
  ...ODDITIES.flatMap(oddity),
  ...real(),
  ...sessions(),
]
