import type { Issue } from './validate.ts'

/** What became of one dataset. */
export interface ExampleResult {
  readonly name: string
  readonly seconds: number
  /** Exit codes of participant and group. */
  readonly codes: readonly [number, number]
  /** The last lines of the log. */
  readonly last: readonly string[]
  readonly files: readonly {
    readonly input: string
    readonly output: string
    readonly action: string
    readonly reason: string
  }[]
  /** Keys and columns that carried files no longer have, and in how many files. */
  readonly lost?: Readonly<Record<string, number>>
  /** Errors of the BIDS validator; absent where it could not be run. */
  readonly before?: readonly Issue[]
  readonly after?: readonly Issue[]
}

/** Errors of kinds that the input did not have. */
export function newErrors({ before, after }: ExampleResult): string[] {
  if (!before || !after) return []
  const known = new Set(before.map(kindOf))
  return [...new Set(after.map(kindOf))].filter((kind) => !known.has(kind)).sort()
}

function kindOf({ code, subCode }: Issue): string {
  return subCode === undefined ? code : `${code} ${subCode}`
}

function count({ files }: ExampleResult, ...actions: readonly string[]): number {
  return files.filter(({ action }) => actions.includes(action)).length
}

/** One line for the terminal. */
export function describe(result: ExampleResult): string {
  const { name, seconds, codes, before, after } = result
  const errors = `${before?.length ?? '-'} -> ${after?.length ?? '-'}`
  const fresh = newErrors(result)
  return [
    name.padEnd(32),
    `exit ${codes.join(' ')}`,
    `carried ${count(result, 'copied', 'deidentified')}`,
    `dropped ${count(result, 'dropped')}`,
    `withheld ${count(result, 'withheld')}`,
    `errors ${errors}`,
    `${seconds.toFixed(1)} s`,
    ...(fresh.length > 0 ? [`NEW ${fresh.join(', ')}`] : []),
  ].join('  ')
}

/** docs/examples.md. @param people participants of each dataset; undefined when nothing was filled in */
export function renderDocs(
  results: readonly ExampleResult[],
  people: number | undefined,
  note = '',
): string {
  const rows = results.map((result) => {
    const { name, codes, before, after } = result
    const cells = [
      name,
      codes.join(', '),
      count(result, 'copied', 'deidentified'),
      count(result, 'withheld'),
      count(result, 'dropped'),
      `${before?.length ?? '-'} / ${after?.length ?? '-'}`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  const empty = results.filter(isWithoutPeople)
  const crashes = results.filter(
    (result) => !isWithoutPeople(result) && result.codes.some((code) => code !== 0 && code !== 3),
  )
  const broken = results.filter((result) => newErrors(result).length > 0)
  const named = (some: readonly ExampleResult[], tell: (result: ExampleResult) => string) =>
    some.length === 0 ? '' : ` (${some.map(tell).join('; ')})`
  return `# The public examples of BIDS

Made by \`npm run examples -- DIR --write-docs\`, where DIR is a clone of bids-standard/bids-examples. ${
    people === undefined
      ? 'All participants; images that are empty files in the examples stay empty, and are withheld.'
      : `Of each dataset the first participants (${people} at most). Most images there are empty files; here a small image
stands in their place, with a real head where the program looks for a face, a spectrum with a NIfTI-MRS header, and small
recordings of EDF, BDF and BrainVision, all with traces of a person in them.`
  }

- Datasets: ${results.length}.
- Without any participant (templates and atlases alone), refused with exit code 2 and a line that says so: ${empty.length}.
- Ended in any other way than with 0 or 3: ${crashes.length}${named(crashes, ({ name }) => name)}.
- In whose output the BIDS validator finds an error of a kind that the input did not have: ${broken.length}${named(
    broken,
    (result) => `${result.name}: ${newErrors(result).join(', ')}`,
  )}.
${note && `\n${note}\n`}
## What was not carried, and why
${renderReasons(results)}

A researcher misses most what is withheld as EEGLAB, FIF, CTF, SNIRF and NWB files: no other program than the ones that wrote
them can be trusted to take a person out of these formats, so they need to be converted (to EDF or BrainVision) or cleaned by
hand. Derivatives, stimuli and code are left out unless a policy lets some of their files in. Photographs and head shapes show
faces. Where nothing of any participant can be carried (micr_SPIM holds OME files alone) no folder of a participant is left, which
the validator calls SUBJECT_FOLDERS.

## Fields that were removed from files that were carried
Keys of JSON files and columns of tables, with the number of datasets and files; fields were compared in
${results.filter(({ lost }) => lost !== undefined).length} datasets. Names, addresses and departments of
institutions, times of day, comments and free texts go on purpose.
${renderLosses(results)}

## Dataset by dataset
Exit codes of participant and group, files carried, withheld and dropped (a folder that is left out whole counts once),
and errors of the BIDS validator before and after.

| dataset | exit | carried | withheld | dropped | errors |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}

function renderReasons(results: readonly ExampleResult[]): string {
  const left = results
    .flatMap(({ files }) => files)
    .filter(({ action }) => action === 'dropped' || action === 'withheld')
  const rows = [...Map.groupBy(left, ({ action, reason }) => `${action} | ${reason}`)]
    .sort(([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1))
    .map(([key, files]) => {
      const kinds = [...Map.groupBy(files, ({ input }) => kindOfFile(input))]
      const most = kinds.toSorted((a, b) => b[1].length - a[1].length).slice(0, MOST_KINDS)
      const more = kinds.length > MOST_KINDS ? ', ...' : ''
      return `| ${files.length} | ${key} | ${most.map(([kind]) => kind).join(', ')}${more} |`
    })
  return ['| files | what | why | above all |', '|---|---|---|---|', ...rows].join('\n')
}

const MOST_KINDS = 6

/** A dataset of templates or atlases alone. */
function isWithoutPeople({ codes, last }: ExampleResult): boolean {
  return codes.every((code) => code === 2) && last.some((line) => /no participant/.test(line))
}

/** Suffix and extension, or the folder at the top that is left out whole. */
function kindOfFile(input: string): string {
  if (!input.startsWith('sub-')) return input.replace(/^([^/]+\/).*/, '$1')
  if (input.endsWith('/'))
    return (
      input
        .split('/')
        .at(-2)
        ?.replace(/^.*(\.\w+)$/, '*$1') ?? ''
    )
  const name = input.slice(input.lastIndexOf('/') + 1)
  return name.replace(/^.*_(?=[^_]+$)/, '')
}

/** Most names that the document lists. */
const LONGEST_LIST = 150

function renderLosses(results: readonly ExampleResult[]): string {
  const counts = new Map<string, { files: number; names: Set<string> }>()
  for (const { name, lost } of results) {
    for (const [field, files] of Object.entries(lost ?? {})) {
      const row = counts.get(field) ?? { files: 0, names: new Set() }
      row.names.add(name)
      counts.set(field, { files: row.files + files, names: row.names })
    }
  }
  const rows = [...counts]
    .sort(([a, one], [b, two]) => two.names.size - one.names.size || (a < b ? -1 : 1))
    .slice(0, LONGEST_LIST)
    .map(([field, { files, names }]) => `| ${field} | ${names.size} | ${files} |`)
  return ['', '| field | datasets | files |', '|---|---|---|', ...rows].join('\n')
}
