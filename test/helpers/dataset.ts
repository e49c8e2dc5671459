import { walkDataset } from '../../src/bids/dataset.js'
import type { CleanContext } from '../../src/deidentify/context.js'
import { gatherOriginals } from '../../src/deidentify/gather-originals.js'
import { participantLabels, planDataset } from '../../src/deidentify/plan.js'
import type { PlanSettings } from '../../src/deidentify/planned.js'
import { loadPolicy } from '../../src/deidentify/policy.js'
import { makePseudonyms } from '../../src/deidentify/pseudonyms.js'

/** A folder of `t.testdir`: names to contents or further folders. */
export interface Tree {
  [name: string]: string | Buffer | Tree
}

/** A key like any other, the same in every test. */
export const KEY = Uint8Array.from({ length: 32 }, (_, index) => index * 7)

/** Builds nested folders from a list of paths and contents, in the form that `t.testdir` takes. */
export function makeTree(files: Readonly<Record<string, string | Buffer>>): Tree {
  const root: Tree = {}
  for (const [path, content] of Object.entries(files)) {
    const folders = path.split('/')
    const name = folders.pop() ?? ''
    let folder = root
    for (const part of folders) {
      folder[part] ??= {}
      folder = folder[part] as Tree
    }
    folder[name] = content
  }
  return root
}

/** A small dataset: one description plus the given files. JSON and TSV values are given as text. */
export function makeDataset(files: Readonly<Record<string, string | Buffer>>): Tree {
  const description = JSON.stringify({ Name: 'Test', BIDSVersion: '1.10.0', DatasetType: 'raw' })
  return makeTree({ 'dataset_description.json': description, ...files })
}

/** Walks and plans a dataset with the built-in policy. */
export async function planFolder(root: string, settings: Partial<PlanSettings> = {}) {
  const dataset = await walkDataset(root)
  const labels = participantLabels(dataset)
  const pseudonyms = makePseudonyms(labels, { mode: 'hash', key: KEY })
  const policy = await loadPolicy()
  const originals = await gatherOriginals(dataset, settings.pseudonyms ?? pseudonyms, policy)
  const all: PlanSettings = {
    policy,
    originals,
    key: KEY,
    pseudonyms,
    dates: 'shift',
    defaceAll: false,
    ...settings,
  }
  return { dataset, plan: planDataset(dataset, all), settings: all }
}

/** The context in which the files of a planned folder are cleaned. */
export async function planAndContext(root: string, settings: Partial<PlanSettings> = {}) {
  const planned = await planFolder(root, settings)
  const { plan, settings: all } = planned
  const context: CleanContext = {
    plan,
    policy: all.policy,
    key: all.key,
    dates: all.dates,
    ageCap: 89,
    defaceAll: all.defaceAll,
    keepEars: false,
    version: '0.0.0',
  }
  return { ...planned, context }
}
