import type { PolicyClass, PolicyFile, PolicyRow, Rows } from '../../src/deidentify/policy-file.ts'

const ACTIONS: Readonly<Record<PolicyRow['action'], string>> = {
  keep: 'stays',
  remove: 'goes',
  replace: 'replaced',
  shift: 'shifted',
  generalize: 'made coarser',
  map: 'gets its new name',
}

/** What a type wants, for people. */
const TYPES: Readonly<Record<string, string>> = {
  number: 'number',
  integer: 'whole number',
  numbers: 'numbers, separated by commas or blanks',
  boolean: 'true or false',
  flag: 'true, false, 0 or 1',
  enum: 'one of',
  pattern: 'text of the form',
  unit: 'unit',
  technical: 'technical term',
  name: 'plain name of letters, digits, + and -',
  label: 'short label',
  category: 'short category',
  text: 'sentences, words that may be names blanked',
  protocol: 'name of a scan, unknown words blanked',
  prose: 'sentences without names',
  version: 'version of a program, days in it cut to the year',
  citation: 'citation of a publication',
  landmarks: 'named points of three numbers',
  filters: 'filters and their settings',
  columns: 'names of columns; others are numbered',
  object: 'an object, each field by its own row',
  task: 'what the file name says',
  written: 'written anew',
  reference: 'files of the dataset',
  address: 'DOI or public address',
  pseudonym: 'keyed pseudonym',
  participant: 'participant',
  session: 'session',
  filename: 'file of the dataset',
  datetime: 'date, with a time of day or without',
  age: 'age, capped',
  birth: 'date of birth, which becomes an age',
  postcode: 'postcode, its first digits',
  person: 'participant, by the new name',
  stimulus: 'name of a file, which becomes a number',
  levels: 'labels and what they mean',
  hed: 'HED annotation',
  clean: 'text without anything that a detector or an original finds',
  credit: 'credit, less addresses of mail',
  addresses: 'names and public addresses',
  sources: 'DOI, public address and version',
  tools: 'name, version and public address of programs',
}

/** A row's type and limits, in words. */
function describeRow(row: PolicyRow): string {
  const { type, values, value } = row
  if (type === undefined) return ''
  const words = typeof values === 'string' ? `the list ${values}` : values?.map(code).join(', ')
  const what = type === 'fixed' ? code(value ?? '') : TYPES[type]
  return [what, words, ...LIMITS.map((describe) => describe(row))].filter(Boolean).join(' ')
}

/** The limits that a row can set, each in words or nothing. */
const LIMITS: readonly ((row: PolicyRow) => string | undefined | false)[] = [
  ({ pattern }) => pattern && code(pattern),
  ({ minimum, maximum, unit }) => {
    const range = describeRange(minimum, maximum)
    return range ? `${range}${unit ? ` ${unit}` : ''}` : unit && `in ${unit}`
  },
  ({ longest }) => longest !== undefined && `at most ${longest} characters`,
  ({ length }) => length !== undefined && `list of ${length}`,
  ({ list = 0, length }) => list > 0 && length === undefined && 'or a list',
  ({ tables }) => tables && `in ${tables.join(', ')}`,
  ({ rename }) => rename && `called ${code(rename)}`,
  ({ band }) => band !== undefined && `in bands of ${band}`,
  ({ fill }) => fill && 'else `n/a`',
]

function describeRange(minimum?: number, maximum?: number): string {
  const limit = maximum !== undefined && maximum >= 1e9 ? undefined : maximum
  if (minimum !== undefined && limit !== undefined) return `${minimum} to ${limit}`
  if (minimum !== undefined) return `from ${minimum}`
  return limit === undefined ? '' : `up to ${limit}`
}

/** One table of the policy: a section for each class, in it one line for what is alike. */
export function renderRows(rows: Rows, classes: PolicyFile['classes'] = {}): string[] {
  const byClass = Map.groupBy(Object.entries(rows), ([, row]) => row.class ?? '')
  return Object.keys(classes).flatMap((name) => {
    const entries = byClass.get(name)
    return entries ? renderClass(name, classes[name], entries) : []
  })
}

function renderClass(
  name: string,
  group: PolicyClass,
  entries: readonly (readonly [string, PolicyRow])[],
): string[] {
  const alike = Map.groupBy(entries, ([, row]) => `${ACTIONS[row.action]} | ${describeRow(row)}`)
  const lines = [...alike].map(
    ([kind, some]) => `| ${some.map(([key]) => code(key)).join(' ')} | ${kind} |`,
  )
  return [
    `### ${name[0]?.toUpperCase()}${name.slice(1)}`,
    `${group.reason}${renderSources(group)}`,
    '',
    '| names | what becomes of it | what it has to be |',
    '|---|---|---|',
    ...lines.toSorted((a, b) => a.length - b.length).toReversed(),
    '',
  ]
}

const DICOM: Readonly<Record<string, string>> = {
  K: 'keep',
  X: 'remove',
  Z: 'empty',
  D: 'dummy',
  U: 'replace consistently',
  C: 'clean',
}

function renderSources({ hipaa = [], dicom, bids }: PolicyClass): string {
  const sources = [
    hipaa.length > 0 ? `HIPAA Safe Harbor ${hipaa.map((letter) => `(${letter})`).join(' ')}` : '',
    dicom ? `DICOM PS3.15 ${dicom} (${DICOM[dicom]})` : '',
    bids ? `BIDS: ${bids}` : '',
  ].filter(Boolean)
  return sources.length > 0 ? ` *${sources.join('; ')}*` : ''
}

/** A table of the headers of images: what becomes of a field, and why. */
export function renderHeaders(
  title: string,
  rows: Readonly<Record<string, PolicyClass & Pick<PolicyRow, 'action'>>>,
): string[] {
  return [
    `| ${title} | what becomes of it | why |`,
    '|---|---|---|',
    ...Object.entries(rows).map(([name, { action, ...group }]) => {
      const shown = name === '*' ? 'all others' : code(name)
      return `| ${shown} | ${ACTIONS[action]} | ${group.reason}${renderSources(group)} |`
    }),
    '',
  ]
}

/** Text between backticks, fit for a cell of a table. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}
