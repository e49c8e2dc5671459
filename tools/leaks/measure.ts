/**
 * `npm run leaks [FOLDER]`: how many planted values the detectors find, kind by kind, and what they take for one in
 * public datasets below FOLDER, where nothing was planted. Writes docs/leaks.md when a folder is given.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Planter } from '../../test/planted/secrets.ts'
import { LINES } from '../../test/planted/texts.ts'
import { type Measured, renderLeaks } from './render.ts'

type Source = typeof import('../../src/deidentify/detectors.ts') &
  typeof import('../../src/deidentify/entity-labels.ts') &
  typeof import('../../src/deidentify/originals.ts') &
  typeof import('../../src/deidentify/person-names.ts') &
  typeof import('../../src/deidentify/policy.ts') &
  typeof import('../../src/deidentify/texts.ts')

/** The compiled program, since Node.js does not find the sources of one another. */
async function load(name: string): Promise<Source> {
  return import(new URL(`../../dist/deidentify/${name}.js`, import.meta.url).href)
}

const { detect } = await load('detectors')
const { isNameLike, isTellingLabel } = await load('entity-labels')
const { collectOriginals, SHORTEST } = await load('originals')
const { holdsListedName, isNamedAfter } = await load('person-names')
const { loadPolicy } = await load('policy')
const { cleanText } = await load('texts')

const SEEDS = 100
const { vocabulary, commonWords, names } = await loadPolicy()
const context = { vocabulary, commonWords, names, originals: collectOriginals([]) }

/** Sentences with a planted value of which no other field tells, and how many of them were left out. */
function measureRecall(): Measured['recall'] {
  const counts = new Map<string, { planted: number; found: number }>()
  for (let seed = 1; seed <= SEEDS; seed++) {
    const planter = new Planter(seed)
    for (const [kind, line] of LINES) {
      const count = counts.get(kind) ?? { planted: 0, found: 0 }
      counts.set(kind, count)
      count.planted++
      if (isLeftOut(line(planter.plant(kind, 'a sentence')))) count.found++
    }
  }
  return [...counts].map(([kind, count]) => ({ kind, ...count }))
}

function isLeftOut(line: string): boolean {
  const { findings } = cleanText(new TextEncoder().encode(`${line}\n`), context, 'README')
  return findings.length > 0
}

function measureAlarms(root: string): Measured['alarms'] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/(?:^|\/)\.|^[^/]*$/.test(path),
  )
  const texts = files.filter((path) => /^[^/]+\/(?:README|CHANGES)[^/]*$/.test(path))
  const tables = files.filter((path) => path.endsWith('.tsv') && path.includes('/sub-'))
  return [
    countLines(texts.map((path) => join(root, path))),
    countLabels(files),
    countConditions(tables.map((path) => join(root, path))),
    countColumns(files.filter((path) => path.endsWith('.tsv')).map((path) => join(root, path))),
  ]
}

function countLines(paths: readonly string[]): Measured['alarms'][number] {
  let all = 0
  const byRule: Record<string, number> = {}
  for (const path of paths) {
    const bytes = readFileSync(path)
    all += bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '').length
    for (const { message } of cleanText(bytes, context, 'README').findings) {
      const rule = /rule (\w+)/.exec(message)?.[1] ?? ''
      byRule[rule] = (byRule[rule] ?? 0) + 1
    }
  }
  return { what: 'lines of README and CHANGES', all, byRule }
}

/** Labels of entities in a dataset; one that a single participant has counts as such. */
function countLabels(files: readonly string[]): Measured['alarms'][number] {
  const holders = new Map<string, Set<string>>()
  for (const path of files) {
    const dataset = path.split('/')[0] ?? ''
    const subject = /sub-[^/_]+/.exec(path)?.[0] ?? ''
    for (const [word] of path.matchAll(/(?<=_)(?!sub-|ses-)[a-z]+-[0-9A-Za-z+]+(?=[_.])/g)) {
      const key = `${dataset} ${word}`
      holders.set(key, (holders.get(key) ?? new Set()).add(subject))
    }
  }
  const renamed = [...holders].filter(([key, { size }]) => {
    const label = key.slice(key.indexOf('-', key.indexOf(' ')) + 1)
    return isTellingLabel(label, context) || (size < 2 && isNameLike(label, context))
  })
  return { what: 'labels in file names', all: holders.size, byRule: { renamed: renamed.length } }
}

const CONDITIONS = /^(?:trial_type|value|group|channel|name|type|reference)$/

function countConditions(paths: readonly string[]): Measured['alarms'][number] {
  const values = new Set<string>()
  for (const path of paths) {
    const [head = '', ...rows] = readFileSync(path, 'utf8').split(/\r?\n/)
    for (const [at, column] of head.split('\t').entries()) {
      if (!CONDITIONS.test(column)) continue
      for (const row of rows) values.add(row.split('\t')[at] ?? '')
    }
  }
  const hits = [...values].filter((value) => detect(value) ?? holdsListedName(value, context))
  return {
    what: 'different conditions, channels and groups in tables',
    all: values.size,
    byRule: { refused: hits.length },
  }
}

function countColumns(paths: readonly string[]): Measured['alarms'][number] {
  const heads = paths.flatMap((path) => readFileSync(path, 'utf8').split(/\r?\n/, 1)[0] ?? '')
  const columns = new Set(heads.flatMap((head) => head.split('\t')))
  const hits = [...columns].filter((column) => isNamedAfter(column, context))
  return {
    what: 'different names of columns',
    all: columns.size,
    byRule: { 'taken for names': hits.length },
  }
}

const recall = measureRecall()
const root = process.argv[2]
const measured: Measured = { recall, alarms: root ? measureAlarms(root) : [], shortest: SHORTEST }
const text = renderLeaks(measured)
if (root) writeFileSync(new URL('../../docs/leaks.md', import.meta.url), text)
process.stdout.write(text)
