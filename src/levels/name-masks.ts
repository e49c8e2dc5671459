import { ENTITIES, parseBidsPath } from '../bids/entities.js'

/** The entities that BIDS 1.11 allows in the name of a defacing mask, besides `mod`. */
const OF_MASKS: ReadonlySet<string> = new Set([
  ...['sub', 'ses', 'task', 'acq', 'ce', 'rec', 'run', 'chunk'],
])

/**
 * Where the masks of what was removed go, by the path of their image in the output: `anat/..._mod-<suffix>_defacemask`.
 * BIDS knows them in anat only, and not with every entity; what an image is told apart by otherwise (echo, inversion)
 * stands behind its suffix in `mod`, and so does the datatype where two images would share a mask.
 */
export function nameMasks(images: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const image of images.toSorted()) {
    const short = nameMask(image, false)
    const name = short !== undefined && taken.has(short) ? nameMask(image, true) : short
    if (name === undefined) continue
    taken.add(name)
    names.set(image, name)
  }
  return names
}

function nameMask(image: string, withDatatype: boolean): string | undefined {
  const bids = parseBidsPath(image)
  if (!bids) return undefined
  const { entities, suffix, extension, datatype = '' } = bids
  const others = [...entities].filter(([entity]) => !OF_MASKS.has(entity))
  const label = [suffix, ...others.flat(), withDatatype ? datatype : ''].join('')
  const words = new Map([
    ...[...entities].filter(([entity]) => OF_MASKS.has(entity)),
    ['mod', label.replace(/[^0-9A-Za-z]/g, '')],
  ])
  const inOrder = ENTITIES.flatMap((entity) => {
    const word = words.get(entity)
    return word === undefined ? [] : [`${entity}-${word}`]
  })
  const folders = image.split('/').slice(0, -2)
  return [...folders, 'anat', `${[...inOrder, 'defacemask'].join('_')}${extension}`].join('/')
}
