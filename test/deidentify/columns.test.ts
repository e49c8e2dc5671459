import t from 'tap'
import { judgeColumnName, judgeColumnValues, NO_NOTES } from '../../src/deidentify/columns.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'

const policy = await loadPolicy()
const originals = collectOriginals(['01'], { names: [], others: ['104711'] })
const { vocabulary, commonWords, names } = policy
const context = { vocabulary, commonWords, names, originals }

function judge(name: string, values: readonly (string | number)[], tableKind = 'events'): string {
  const byName = judgeColumnName(name, tableKind, policy, context)
  if (byName !== undefined) return byName === 'drop' ? 'drop' : byName.type
  const counts = new Map<string, number>()
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
  const verdict = judgeColumnValues({ name, tableKind, counts, notes: NO_NOTES }, policy, context)
  return verdict === 'drop' ? 'drop' : verdict.type
}

t.test(
  'codes and numbers of conditions, stimuli and keys stay in tables of recordings',
  async (t) => {
    for (const name of [
      'ConditionCode',
      'stim_code',
      'trial_id',
      'Response Number',
      'imageID',
      'participant_response',
    ]) {
      t.equal(judge(name, [1, 2, 1]), 'number', name)
      t.equal(judge(name, [1, 2, 1], 'participants'), 'drop', `${name} of people`)
    }
    for (const name of [
      'subject_code',
      'patient_trial_id',
      'code',
      'id',
      'trial_serial',
      'rater_id',
    ]) {
      t.equal(judge(name, [1, 2, 1]), 'drop', name)
    }
  },
)

t.test('samples are counted to a billion, in whatever order', async (t) => {
  t.equal(judge('onset_sample', [14_712, 20_145, 1_234_567, 3]), 'number')
  t.equal(judge('onset_sample', [20_145]), 'number')
  t.equal(judge('onset_sample', [12_345_678_901]), 'drop')
})

t.test('long numbers stay where they count up, repeat or belong to a thing', async (t) => {
  t.equal(judge('marks', [10_000, 10_250, 10_500]), 'number')
  t.equal(judge('marks', [40_000, 10_250, 40_000]), 'number')
  t.equal(judge('image_nr', [73_000, 10_250, 40_001]), 'number')
})

t.test('long numbers that may name somebody go', async (t) => {
  t.equal(judge('marks', [47_110, 12_345, 98_765]), 'drop', 'never the same and in no order')
  t.equal(judge('marks', [47_110, 47_110]), 'drop', 'the same in every row')
  t.equal(judge('marks', [104_711, 20, 104_711]), 'drop', 'an original')
  t.equal(judge('marks', [10_001, 10_002, 10_003], 'participants'), 'drop', 'of people')
})

t.test(
  'names may begin with a sign or a short number, and a number of something is a count',
  async (t) => {
    for (const name of ['0', '12', '%consis_easy+', '1_ANeg-SNeg', 'number_of_scans_before']) {
      t.equal(judge(name, [1, 2, 1], 'participants'), 'number', name)
    }
    for (const name of ['104711', '20190503_score', 'scan number', '-1']) {
      t.equal(judge(name, [1, 2, 1], 'participants'), 'drop', name)
    }
  },
)
