import t from 'tap'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy, type ValueRule } from '../../src/deidentify/policy.js'
import { keepValue, type ValueContext } from '../../src/deidentify/values.js'
import type { JsonValue } from '../../src/formats/json.js'

const { vocabulary, keys } = await loadPolicy()
const context: ValueContext = {
  vocabulary,
  originals: collectOriginals(['ABCD12']),
  mapReference: (reference) => (reference === 'old' ? 'new' : undefined),
  task: 'nback',
  rules: keys,
  pseudonymOf: (value, prefix) => `${prefix}:${value}`,
}

const cases: readonly (readonly [
  what: string,
  rule: ValueRule,
  value: JsonValue,
  kept: JsonValue | undefined,
])[] = [
  ['a number in range stays', { type: 'number', minimum: 0, maximum: 2 }, 1.5, 1.5],
  ['a number out of range goes', { type: 'number', maximum: 2 }, 3, undefined],
  ['a fraction is no integer', { type: 'integer' }, 1.5, undefined],
  ['a list goes where one value is wanted', { type: 'number' }, [1], undefined],
  ['a list with one wrong item goes as a whole', { type: 'number', list: 1 }, [1, 'x'], undefined],
  ['lists nest as deep as the rule says', { type: 'number', list: 2 }, [[1], [2]], [[1], [2]]],
  ['no value may stand anywhere', { type: 'boolean' }, 'n/a', 'n/a'],
  ['a flag is a boolean or a bit', { type: 'flag' }, 1, 1],
  ['a flag is no other number', { type: 'flag' }, 2, undefined],
  ['units are short technical terms', { type: 'unit' }, 'rad/s', 'rad/s'],
  ['a name is no unit', { type: 'unit' }, 'Beeblebrox', undefined],
  [
    'words joined in camel case are read apart',
    { type: 'technical' },
    'HeadNeck_64',
    'HeadNeck_64',
  ],
  ['an unknown word in camel case goes', { type: 'technical' }, 'HeadSmith_64', undefined],
  [
    'a required text that may not stay is filled',
    { type: 'technical', fill: true },
    'Smith',
    'n/a',
  ],
  ['a required text of another type goes', { type: 'technical', fill: true }, 7, undefined],
  ['a reference is mapped', { type: 'reference' }, 'old', 'new'],
  ['references that lead nowhere leave the list', { type: 'reference' }, ['old', 'gone'], ['new']],
  ['a list of lost references goes', { type: 'reference' }, ['gone'], undefined],
  ['another task name is replaced', { type: 'task' }, 'Jane Roe', 'nback'],
  ['a task name is no number', { type: 'task' }, 5, undefined],
  ['landmarks are named points', { type: 'landmarks' }, { NAS: [1, 2, 3] }, { NAS: [1, 2, 3] }],
  ['landmarks with unknown names go', { type: 'landmarks' }, { Smith: [1, 2, 3] }, undefined],
  [
    'filters keep settings that are numbers or terms',
    { type: 'filters' },
    { Notch: { 'cutoff (Hz)': 50, type: 'Butterworth', by: 'Smith' } },
    { Notch: { 'cutoff (Hz)': 50, type: 'Butterworth' } },
  ],
  ['a pseudonym needs a value', { type: 'pseudonym', value: 'dev' }, '', undefined],
  [
    'a number gets a pseudonym like its text',
    { type: 'pseudonym', value: 'dev' },
    66094,
    'dev:66094',
  ],
  ['a list of the wrong length goes', { type: 'number', list: 1, length: 3 }, [1, 2], undefined],
  ['a number without limits is below a million', { type: 'number' }, 12345678, undefined],
  ['a version keeps its name', { type: 'version' }, 'syngo MR E11', 'syngo MR E11'],
  ['a day in a version is cut to its year', { type: 'version' }, 'v1.0.20211006', 'v1.0.2021'],
  ['a day is no version', { type: 'version' }, '20190503', undefined],
  ['a name is no version', { type: 'version' }, 'Quxworth 1.0', undefined],
  [
    'a public address stays',
    { type: 'address' },
    'https://github.com/a/b',
    'https://github.com/a/b',
  ],
  ['an address with a password goes', { type: 'address' }, 'https://a:b@example.org/', undefined],
  ['an address of an inner network goes', { type: 'address' }, 'http://pacs.local/x', undefined],
  ['a path is no address', { type: 'address' }, 'file:///home/a', undefined],
  [
    'a citation keeps the names of its authors',
    { type: 'citation' },
    'Hermes et al., 2010 JNeuroMeth',
    'Hermes et al., 2010 JNeuroMeth',
  ],
  ['a name is no citation', { type: 'citation' }, 'Zebulon Q. Drexler', undefined],
  ['a date without participant goes', { type: 'datetime' }, '2019-05-03', undefined],
  [
    'an object keeps what the policy knows of it',
    { type: 'object' },
    { ScreenDistance: 0.6, Operator: 'Jane', Nested: { a: 1 } },
    { ScreenDistance: 0.6 },
  ],
  [
    'columns that may not be named are numbered',
    { type: 'columns' },
    ['cardiac', 'Smith', 'trigger'],
    ['cardiac', 'column_2', 'trigger'],
  ],
  ['types of columns never pass in JSON', { type: 'participant' }, 'sub-01', undefined],
]
for (const [what, rule, value, kept] of cases) {
  t.test(what, async (t) => t.strictSame(keepValue(value, rule, context), kept))
}
