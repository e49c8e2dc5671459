import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { NO_NOTES } from '../../src/deidentify/columns.js'
import type { TableContext } from '../../src/deidentify/judge-columns.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'
import { cleanTable } from '../../src/deidentify/tables.js'
import { FileError } from '../../src/rules.js'

const policy = await loadPolicy()
const people = new Map([
  ['sub-01', { label: '01', pseudonym: 'zz', days: -60_000, sessions: new Map() }],
  ['sub-02', { label: '02', pseudonym: 'aa', days: -70_000, sessions: new Map([['a', 'a']]) }],
])
const context: TableContext = {
  kind: 'participants',
  policy,
  vocabulary: policy.vocabulary,
  originals: collectOriginals(['01', '02'], { names: ['Zaphod'], others: [] }),
  mapReference: () => undefined,
  dates: 'shift',
  ageCap: 89,
  personOf: (id) => people.get(id ?? ''),
  mapFile: () => undefined,
  findPerson: (label) => people.get(`sub-${label}`),
  mapSession: (label) => label,
  pseudonymOf: (text, prefix) => `${prefix}-${text.length}`,
  isStimulus: () => false,
  firstDay: () => undefined,
  notes: new Map([['diagnosis', { ...NO_NOTES, levels: new Set(['gloomy', 'sunny']) }]]),
  sortBy: 'participant_id',
  needs: ['participant_id'],
}

/** Cleans a table of participants given by its columns; the first two rows are those of the two people. */
function clean(
  columns: Readonly<Record<string, readonly string[]>>,
  more: Partial<TableContext> = {},
) {
  const all = { participant_id: ['sub-01', 'sub-02'], ...columns }
  const rows = all.participant_id.map((_, at) =>
    Object.values(all).map((cells) => cells[at] ?? 'n/a'),
  )
  const table = {
    columns: Object.keys(all),
    rows,
    eol: '\n',
    bom: false,
    trailingEols: 1,
  } as const
  return cleanTable(table, { ...context, ...more }, 'participants.tsv')
}

/** The cells of one column after cleaning, in the order of the pseudonyms; undefined when the column is gone. */
function cellsOf(name: string, cells: readonly string[], more: Partial<TableContext> = {}) {
  const { table } = clean({ [name]: cells }, more)
  const at = table.columns.indexOf(name)
  return at < 0 ? undefined : [...table.rows].map((row) => row[at])
}

t.test('rows get the pseudonyms, are sorted by them, and those of other people go', async (t) => {
  const { table } = clean({
    participant_id: ['sub-01', 'sub-99', 'sub-02'],
    age: ['30', '40', '50'],
  })
  t.strictSame(table.rows, [
    ['sub-aa', '50'],
    ['sub-zz', '30'],
  ])
})

t.test('a table without its key column is refused', async (t) => {
  const table = {
    columns: ['age'],
    rows: [['3']],
    eol: '\n',
    bom: false,
    trailingEols: 1,
  } as const
  t.throws(() => cleanTable(table, context, 'participants.tsv'), FileError)
})

const columns: readonly (readonly [
  what: string,
  name: string,
  cells: readonly string[],
  kept: readonly string[] | undefined,
])[] = [
  ['ages are capped', 'age', ['93.5', '30'], ['30', '89']],
  ['ages with a plus are capped', 'age', ['89+', '30'], ['30', '89']],
  ['ages in months are capped at as many months', 'age_months', ['1100', '30'], ['30', '1068']],
  ['an age that is a name goes', 'age', ['Zaphod', '30'], ['30', 'n/a']],
  ['groups of age stay', 'age_group', ['young', 'old'], ['old', 'young']],
  ['groups of age above the cap become open', 'age_group', ['90-95', 'old'], ['n/a', '89+']],
  ['sexes are kept', 'sex', ['F', 'M'], ['M', 'F']],
  ['other words for sex go', 'sex', ['Zaphod', 'M'], ['M', 'n/a']],
  [
    'dates move with each participant',
    'scan_date',
    ['2019-05-03', '2019-05-03'],
    ['1827-09-07', '1855-01-23'],
  ],
  [
    'a date of birth goes without a day to count from',
    'birth_date',
    ['1970-01-01', '1971-01-01'],
    undefined,
  ],
  ['a year of birth goes', 'yob', ['1970', '1971'], undefined],
  ['a column called name goes', 'name', ['Ann', 'Ben'], undefined],
  ['initials go', 'initials', ['AB', 'CD'], undefined],
  ['comments go', 'comments', ['good', 'bad'], undefined],
  ['e-mail addresses go', 'contact', ['a@example.org', 'b@example.org'], undefined],
  ['numbers stay', 'iq', ['101', '99.5'], ['99.5', '101']],
  ['long numbers that never repeat go', 'panel', ['10023', '10024'], undefined],
  ['days written as numbers move', 'visit', ['20190503', '20190504'], ['18270908', '18550123']],
  ['unknown words go', 'nickname_', ['Beeblebrox', 'Prefect'], undefined],
  ['known categories stay', 'cohort', ['patient', 'control'], ['control', 'patient']],
  ['codes stay', 'arm', ['A1', 'B2'], ['B2', 'A1']],
  [
    'categories that the sidecar names stay',
    'diagnosis',
    ['gloomy', 'sunny'],
    ['sunny', 'gloomy'],
  ],
  ['an original in a category removes the column', 'arm', ['zaphod', 'A1'], undefined],
  ['a column that repeats the labels goes', 'order', ['1', '2'], undefined],
  ['medicines stay', 'medication', ['sertraline', 'none'], ['none', 'sertraline']],
  ['who prescribed them goes', 'medication', ['Beeblebrox', 'none'], ['none', 'n/a']],
  ['groups of race stay', 'race', ['White', 'African American'], ['African American', 'White']],
  ['other words for race go', 'race', ['Betelgeusian', 'Asian'], ['Asian', 'n/a']],
  ['genotypes stay', 'APOE', ['e3/e4', 'e3/e3'], ['e3/e3', 'e3/e4']],
  ['codes of bases stay', 'genotype', ['GA', 'Val/Met'], ['Val/Met', 'GA']],
  ['a name among genotypes goes', 'genotype', ['Zaphod', 'GG'], ['GG', 'n/a']],
  ['yes and no stay', 'smoker', ['yes', 'n/a'], ['n/a', 'yes']],
]
for (const [what, name, cells, kept] of columns) {
  t.test(what, async (t) => t.strictSame(cellsOf(name, cells), kept))
}

t.test('with dates removed, columns of dates go', async (t) => {
  t.equal(cellsOf('scan_date', ['2019-05-03', 'n/a'], { dates: 'remove' }), undefined)
})

t.test('a column of the policy counts as unknown in other tables', async (t) => {
  t.equal(cellsOf('trial_type', ['Beeblebrox', 'Prefect']), undefined)
  t.strictSame(cellsOf('trial_type', ['Beeblebrox', 'Prefect'], { kind: 'events' }), [
    'Prefect',
    'Beeblebrox',
  ])
})

t.test('findings tell places and no values', async (t) => {
  const { findings } = clean({
    Beeblebrox: ['Trillian', 'Ford'],
    age: ['Zaphod', '3'],
    comments: ['x', 'y'],
  })
  t.strictSame(
    findings.map(({ where }) => where),
    ['column 2', 'column comments', 'column age'],
  )
  t.notMatch(JSON.stringify(findings), /Beeble|Trillian|Zaphod/)
})

t.test('a cell of words that no table knows never passes in an unknown column', async (t) => {
  const word = fc.stringMatching(/^[A-Z][a-z]{3,9}qx$/)
  fc.assert(
    fc.property(word, word, (a, b) => {
      const { table, findings } = clean({ answer: [a, b] })
      const text = JSON.stringify(table) + JSON.stringify(findings)
      assert.ok(!text.includes(a) && !text.includes(b))
    }),
  )
  t.pass()
})

const secretWord = fc.stringMatching(/^Zqx[a-z]{4,9}[_ .-]?[A-Z]?[a-z0-9]{0,6}$/)
const tableName = fc.constantFrom('participants', 'events', 'channels', 'phenotype', 'table')
/** Columns of the policy that take labels of conditions, whatever they are called. */
const isFree = (name: string) => {
  const type = policy.columns.get(name)?.type ?? ''
  return ['label', 'name', 'hed', 'stimulus'].includes(type)
}
const columnName = fc.oneof(
  fc.constantFrom(...policy.columns.keys(), ...policy.droppedColumns.keys()),
  fc.constantFrom('mood', 'ConditionCode', 'visit_date', 'what', 'score_2', 'age_group'),
)

t.test('a cell of words that nobody knows is in no output and no message', async (t) => {
  fc.assert(
    fc.property(columnName, secretWord, tableName, fc.nat(2), (name, secret, kind, mix) => {
      if (isFree(name) || name === 'participant_id') return
      const cells = [secret, ['3', secret, 'n/a'][mix] ?? '']
      const needs = ['participant_id']
      const { table, findings } = clean(
        { [name]: cells },
        { kind, needs, mapSession: () => 'new' },
      )
      const shown = JSON.stringify([table.columns, table.rows, findings]).toLowerCase()
      assert.ok(!shown.includes(secret.toLowerCase()), name)
    }),
    { numRuns: 600 },
  )
  t.pass()
})

t.test('the name of a column that goes is in no output and no message', async (t) => {
  fc.assert(
    fc.property(secretWord, secretWord, tableName, (name, secret, kind) => {
      const { table, findings } = clean({ [name]: [secret, 'x'] }, { kind })
      const shown = JSON.stringify([table.columns, table.rows, findings]).toLowerCase()
      assert.ok(!shown.includes(name.toLowerCase()))
      assert.equal(findings.length, 1)
    }),
    { numRuns: 200 },
  )
  t.pass()
})

t.test(
  'a table that was cleaned loses nothing more; people and days are mapped again',
  async (t) => {
    const cell = fc.constantFrom('3', '0.5', 'left', 'n/a', '2019-05-03', 'yes', '95', 'Zaphod')
    const isMapped = (name: string) =>
      ['participant', 'person', 'pseudonym', 'datetime', 'session'].includes(
        policy.columns.get(name)?.type ?? (name === 'visit_date' ? 'datetime' : ''),
      )
    fc.assert(
      fc.property(columnName, fc.tuple(cell, cell), tableName, (name, cells, kind) => {
        if (name === 'participant_id') return
        const once = clean({ [name]: cells }, { kind }).table
        const ids = new Map([...people.values()].map((one) => [`sub-${one.pseudonym}`, one]))
        const again = cleanTable(
          once,
          { ...context, kind, personOf: (id) => ids.get(id ?? '') },
          'x.tsv',
        )
        assert.equal(again.table.columns.length, once.columns.length, name)
        for (const [at, column] of once.columns.entries()) {
          if (isMapped(name) || cells.includes('2019-05-03') || column === 'participant_id')
            continue
          assert.deepEqual(
            [...again.table.rows].map((row) => row[at]),
            [...once.rows].map((row) => row[at]),
            name,
          )
        }
      }),
      { numRuns: 400 },
    )
    t.pass()
  },
)
