import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { normalizeArgv, refuseLaterOptions } from '../src/argv.js'
import { bareLabels, OPTION_SPECS } from '../src/options.js'

t.test('positionals come first, and names of options are spelled with a dash', async (t) => {
  const cases: [string, string][] = [
    ['in out participant', 'in out participant'],
    [
      '--participant_label 01 02 in out participant -w x',
      'in out participant --participant-label 01 02 -w x',
    ],
    ['--key=a_b --mem_mb=5 in out group', 'in out group --key=a_b --mem-mb=5'],
    [
      'in out participant --participant-label participant',
      'in out participant --participant-label participant',
    ],
    ['--help', '--help'],
    ['participant', 'participant'],
  ]
  for (const [given, wanted] of cases)
    t.strictSame(normalizeArgv(given.split(' ')), wanted.split(' '))
})

t.test('a later value is refused, the present one is not', async (t) => {
  t.throws(() => refuseLaterOptions(['--method', 'all']), { name: 'UsageError' })
  t.throws(() => refuseLaterOptions(['--engine=quickshear']), { name: 'UsageError' })
  t.doesNotThrow(() => refuseLaterOptions(['--method', 'deface', '--engine=builtin']))
  t.doesNotThrow(() => refuseLaterOptions(['--', '--audit']))
})

t.test('labels lose their prefix and are told once', async (t) => {
  t.strictSame(bareLabels(['sub-01,02', '02', ' 03 '], 'sub-'), ['01', '02', '03'])
})

t.test('every option has a sentence, and a flag or a place', async (t) => {
  for (const [key, spec] of OPTION_SPECS) {
    t.ok(spec.description.length > 10, key)
    t.ok(spec['x-flag'] !== undefined || spec['x-argument'] !== undefined, key)
  }
})

t.test('the table of options is a schema, and the defaults fit it', async (t) => {
  const schema = JSON.parse(
    readFileSync(new URL('../schemas/options.schema.json', import.meta.url), 'utf8'),
  )
  const ajv = new Ajv2020({ strict: true, useDefaults: true })
  ajv.addVocabulary(['x-flag', 'x-argument', 'x-later'])
  const isOptions = ajv.compile(schema)
  const options = { bidsDir: 'a', outputDir: 'b', level: 'group' }
  t.ok(isOptions(options))
  t.match(options, { method: 'deface', ageCap: 89, dates: 'shift', participantLabel: [] })
  t.notOk(isOptions({ ...options, method: 'reface' }))
})
