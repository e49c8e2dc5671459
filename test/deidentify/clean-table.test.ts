import t from 'tap'
import { cleanTopLevel } from '../../src/deidentify/top-level.js'
import { makeDataset, planAndContext, type Tree } from '../helpers/dataset.js'

const image = (label: string) => ({ [`sub-${label}/anat/sub-${label}_T1w.nii`]: 'x' })
const THREE = { ...image('01'), ...image('02'), ...image('03') }

/** The files of the whole dataset after cleaning, every participant being published. */
async function clean(
  t: { testdir: (tree: Tree) => string },
  files: Readonly<Record<string, string>>,
) {
  const planned = await planAndContext(t.testdir(makeDataset({ ...THREE, ...files })))
  const { plan, context } = planned
  const people = [...plan.participants.values()]
  const made = await cleanTopLevel(context, {
    participants: new Set(people.map(({ pseudonym }) => pseudonym)),
    files: new Set(plan.outputs.values()),
  })
  const texts = new Map(made.map(({ path, bytes }) => [path, Buffer.from(bytes ?? []).toString()]))
  const name = (label: string) => plan.participants.get(label)?.pseudonym ?? ''
  return { texts, made, name, people }
}

/** A table of the output as objects, by participant_id. */
function rows(text = ''): Record<string, Record<string, string>> {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const columns = head.split('\t')
  const objects = lines.map((line) =>
    Object.fromEntries(line.split('\t').map((cell, at) => [columns[at], cell])),
  )
  return Object.fromEntries(objects.map((row) => [row.participant_id, row]))
}

t.test('participants are mapped wherever a column speaks of them', async (t) => {
  const { texts, name } = await clean(t, {
    'participants.tsv': [
      'participant_id\ttwin_of\tsiblings\tfamily_id',
      'sub-01\tsub-02\t02, 03\tF7',
      'sub-02\t01\tnone\tF7',
      'sub-03\tsub-99\tn/a\tF8',
      '',
    ].join('\n'),
  })
  const table = rows(texts.get('participants.tsv'))
  const [one, two, three] = ['01', '02', '03'].map((label) => table[`sub-${name(label)}`])
  t.equal(one?.twin_of, `sub-${name('02')}`)
  t.equal(one?.siblings, `${name('02')}, ${name('03')}`)
  t.equal(two?.twin_of, name('01'))
  t.equal(two?.siblings, 'none')
  t.match(three?.twin_of, /^sub-person[a-z2-7]{8}$/, 'somebody outside the dataset gets a code')
  t.match(one?.family_id, /^family-[a-z2-7]{8}$/)
  t.equal(one?.family_id, two?.family_id)
  t.not(one?.family_id, three?.family_id)
})

t.test('another name for the participant works, without sub- and in any spelling', async (t) => {
  const { texts, name } = await clean(t, {
    'participants.tsv': 'Subject ID\tage\n01\t30\n02\t31\n99\t40\n',
    'phenotype/moca.tsv': 'participant_id\tsubject\tmoca\nsub-01\t01\t30\nsub-99\t99\t20\n',
  })
  t.strictSame(Object.keys(rows(texts.get('participants.tsv'))).sort(), [
    ...['01', '02'].map((label) => `sub-${name(label)}`).sort(),
  ])
  t.equal(
    texts.get('phenotype/moca.tsv'),
    `participant_id\tsubject\tmoca\nsub-${name('01')}\t${name('01')}\t30\n`,
  )
})

t.test('dates of birth become ages at the first scan, and the sidecar says so', async (t) => {
  const scans = (label: string, day: string) => ({
    [`sub-${label}/sub-${label}_scans.tsv`]: `filename\tacq_time\nanat/sub-${label}_T1w.nii\t${day}\n`,
  })
  const { texts, name } = await clean(t, {
    'participants.tsv':
      'participant_id\tDateOfBirth\nsub-01\t04.05.1980\nsub-02\t1920\nsub-03\tn/a\n',
    ...scans('01', '2019-05-03T12:00:00'),
    ...scans('02', '2019-05-03T12:00:00'),
  })
  const table = rows(texts.get('participants.tsv'))
  t.strictSame(
    ['01', '02', '03'].map((label) => table[`sub-${name(label)}`]?.age),
    ['38', '89', 'n/a'],
  )
  const sidecar = JSON.parse(texts.get('participants.json') ?? '{}')
  t.equal(sidecar.age.Units, 'year')
  t.match(sidecar.age.Description, /^Age in whole years .* Ages above 89 are given as 89\.$/)
  t.notMatch([...texts.values()].join(), /1980|1920/)
})

t.test('beside a column of ages a date of birth goes', async (t) => {
  const { texts } = await clean(t, {
    'participants.tsv':
      'participant_id\tage\tdob\tscan_date\nsub-01\t38\t1980-05-04\t2019-05-03\n',
  })
  t.match(texts.get('participants.tsv'), /^participant_id\tage\tscan_date\n/)
})

t.test('the policy may ask for years of birth, bands, groups and no rare values', async (t) => {
  const { loadPolicy } = await import('../../src/deidentify/policy.js')
  const { writeFileSync } = await import('node:fs')
  const folder = t.testdir({ 'policy.json': '' })
  const overlay = {
    columns: {
      dob: { action: 'generalize', type: 'birth', as: 'year', band: 5 },
      age: { action: 'generalize', type: 'age', band: 10 },
      handedness: {
        action: 'generalize',
        type: 'enum',
        values: ['R', 'L', 'A', 'other'],
        groups: { other: ['L', 'A'] },
      },
      group: { action: 'keep', type: 'label', fewest: 2 },
    },
  }
  const file = `${folder}/policy.json`
  writeFileSync(file, JSON.stringify(overlay))
  const policy = await loadPolicy(file)
  const { plan, context } = await planAndContext(
    t.testdir(
      makeDataset({
        ...THREE,
        'participants.tsv': [
          'participant_id\tdob\tage\thandedness\tgroup\tscan_date',
          'sub-01\t1983-05-04\t36\tR\tpatient\t2019-05-03',
          'sub-02\t1925-05-04\t94\tL\tpatient\t2019-05-03',
          'sub-03\t1990-05-04\t29\tA\tcontrol\t2019-05-03',
          '',
        ].join('\n'),
        'participants.json': JSON.stringify({
          handedness: { Levels: { R: 'right', L: 'left', A: 'both' } },
          group: { Levels: { patient: 'ill', control: 'well' } },
        }),
      }),
    ),
    { policy },
  )
  const people = [...plan.participants.values()]
  const made = await cleanTopLevel(context, {
    participants: new Set(people.map(({ pseudonym }) => pseudonym)),
    files: new Set(plan.outputs.values()),
  })
  const texts = new Map(made.map(({ path, bytes }) => [path, Buffer.from(bytes ?? []).toString()]))
  const table = rows(texts.get('participants.tsv'))
  const [one, two, three] = ['01', '02', '03'].map(
    (label) => table[`sub-${plan.participants.get(label)?.pseudonym}`],
  )
  t.match(one, { year_of_birth: '1980', age: '30', handedness: 'R', group: 'patient' })
  t.match(two, { year_of_birth: 'n/a', age: '80', handedness: 'other', group: 'patient' })
  t.match(three, { year_of_birth: '1990', age: '20', handedness: 'other', group: 'n/a' })
  const sidecar = JSON.parse(texts.get('participants.json') ?? '{}')
  t.strictSame(sidecar.handedness.Levels, { R: 'right', other: 'Several values given as one.' })
  t.match(sidecar.age.Description, /band with a width of 10/)
  t.match(sidecar.group.Description, /fewer than 2/)
  t.match(sidecar.year_of_birth.Description, /^Year of birth\./)
})

t.test('sites become codes, postcodes areas', async (t) => {
  const { texts, name } = await clean(t, {
    'participants.tsv': [
      'participant_id\tsite\tPostCode',
      'sub-01\tSpringfield\t90210',
      'sub-02\tSpringfield\tSW1A 2AA',
      'sub-03\tShelbyville\tD-10115',
      '',
    ].join('\n'),
    'participants.json': JSON.stringify({
      site: { Description: 'Where the scan took place', Levels: { Springfield: 'north' } },
    }),
  })
  const table = rows(texts.get('participants.tsv'))
  const [one, two, three] = ['01', '02', '03'].map((label) => table[`sub-${name(label)}`])
  t.match(one?.site, /^site-[a-z2-7]{8}$/)
  t.equal(one?.site, two?.site)
  t.not(one?.site, three?.site)
  t.strictSame([one?.PostCode, two?.PostCode, three?.PostCode], ['90', 'SW', 'D-10'])
  const sidecar = JSON.parse(texts.get('participants.json') ?? '{}')
  t.strictSame(sidecar.site, {
    Description: 'Where the scan took place. Values are given as codes.',
  })
  t.match(sidecar.PostCode.Description, /first characters/)
})

t.test('rows that are the same twice are one', async (t) => {
  const { texts, name } = await clean(t, {
    'participants.tsv': 'participant_id\tage\nsub-01\t30\n01\t30\n',
  })
  t.equal(texts.get('participants.tsv'), `participant_id\tage\nsub-${name('01')}\t30\n`)
})

t.test('sessions that only a questionnaire knows are mapped, and their rows stay', async (t) => {
  const { texts } = await clean(t, {
    'phenotype/moca.tsv': 'participant_id\tsession_id\tmoca\nsub-01\tses-screening\t30\n',
  })
  t.match(texts.get('phenotype/moca.tsv'), /\tses-screening\t30\n$/)
})

t.test('what the sidecar says of an unknown column counts', async (t) => {
  const { texts } = await clean(t, {
    'participants.tsv':
      'participant_id\tq1\tq2\tq3\nsub-01\t90210\t3\t2019\nsub-02\t90210\t4\t2020\n',
    'participants.json': JSON.stringify({
      q1: { Description: 'Postal code of the home' },
      q2: { Description: 'Number of children' },
      q3: { Description: 'First visit', Format: 'YYYY' },
    }),
  })
  const [head, first] = (texts.get('participants.tsv') ?? '').split('\n')
  t.equal(head, 'participant_id\tq2\tq3')
  t.match(first, /\t1[78]\d\d$/, 'the year is shifted')
})

t.test('what is cleaned again stays as it is, and intervals hold', async (t) => {
  const table = [
    'participant_id\tage\tscan_date\tfollow_up\tsex\tscore',
    'sub-01\t93\t03.05.2019\t2019-06-03T10:00:00\tF\t1.5',
    'sub-02\t30\t13.05.2019\t2019-05-14\tM\t2',
    '',
  ].join('\n')
  const once = await clean(t, { 'participants.tsv': table })
  const rows1 = rows(once.texts.get('participants.tsv'))
  const days = (text = '') => Date.parse(text.slice(0, 10)) / 86_400_000
  const german = (text = '') => text.split('.').toReversed().join('-')
  const one = rows1[`sub-${once.name('01')}`]
  t.equal(days(one?.follow_up), days(german(one?.scan_date)) + 31)
  t.match(one?.follow_up, /T10:00:00$/)

  const again = await planAndContext(
    t.testdir(
      makeDataset({
        ...Object.assign({}, ...once.people.map(({ pseudonym }) => image(pseudonym))),
        'participants.tsv': once.texts.get('participants.tsv') ?? '',
      }),
    ),
  )
  const people = [...again.plan.participants.values()]
  const made = await cleanTopLevel(again.context, {
    participants: new Set(people.map(({ pseudonym }) => pseudonym)),
    files: new Set(again.plan.outputs.values()),
  })
  const second = Buffer.from(made.find(({ path }) => path === 'participants.tsv')?.bytes ?? [])
  const rows2 = Object.values(rows(second.toString()))
  const plain = (all: Record<string, string>[]) =>
    all.map(({ age, sex, score }) => `${age} ${sex} ${score}`).sort()
  t.strictSame(plain(rows2), plain(Object.values(rows1)))
  t.notMatch(
    JSON.stringify(made.find(({ path }) => path === 'participants.tsv')?.findings),
    /removed/,
  )
})
