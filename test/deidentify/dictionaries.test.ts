import t from 'tap'
import { cleanDictionary } from '../../src/deidentify/dictionaries.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'

const policy = await loadPolicy()
const context = {
  policy,
  tableKind: 'participants',
  vocabulary: policy.vocabulary,
  originals: collectOriginals(['ABCD12']),
  mapReference: () => undefined,
  fates: new Map([
    ['moca', 'listed'],
    ['mood', 'listed'],
  ] as const),
  ageCap: 89,
  file: 'participants.json',
}

t.test('descriptions of columns stay, field by field', async (t) => {
  const dictionary = {
    moca: {
      LongName: 'Montreal Cognitive Assessment',
      Description: 'Total score, 0 to 30.',
      Units: 'points',
      TermURL: 'https://www.example.org/moca',
      Maximum: 30,
      Derivative: false,
    },
    mood: { Levels: { low: 'Low mood', high: { Description: 'High mood' } } },
    age: { Description: 'Age in years', Units: 'year' },
  }
  const { value, findings } = cleanDictionary(dictionary, context)
  t.strictSame(value, {
    ...dictionary,
    mood: { Levels: { low: 'Low mood', high: { Description: 'High mood' } } },
  })
  t.strictSame(findings, [])
})

t.test(
  'prose with something telling in it goes, and so do fields that nobody knows',
  async (t) => {
    const { value, findings } = cleanDictionary(
      {
        moca: { Description: 'Rated by Jane Roe', Units: 'points', Rater: 'Jane' },
        mood: { Levels: { low: 'as ABCD12 was', 'Dr. Roe': 'x', mid: 'on 2019-05-03' } },
        site: { Levels: { Springfield: 'x' } },
        unheard: { Description: 'Not in the table' },
        text: 'not an object',
      },
      context,
    )
    t.strictSame(value, {
      moca: { Units: 'points' },
      mood: { Levels: { low: 'n/a', mid: 'n/a' } },
    })
    t.equal(findings.length, 5)
    t.notMatch(JSON.stringify(findings), /jane|roe|unheard|springfield/i)
  },
)
