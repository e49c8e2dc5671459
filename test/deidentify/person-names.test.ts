import t from 'tap'
import {
  holdsListedName,
  holdsPersonName,
  isAboutSomebody,
  isLabelOfSomebody,
  isNamedAfter,
} from '../../src/deidentify/person-names.js'
import { loadPolicy } from '../../src/deidentify/policy.js'

const known = await loadPolicy()

for (const text of [
  'Scans were run by J. Quimby at night.',
  'Quimby, Zebulon withdrew',
  'Participant Quimby moved.',
  'The operator was Quimby.',
  'measured by QUIMBY ZEBULON',
  'as Anneke van der Quimby said',
  'the child named Zebulon',
  'Name: 欧阳小明',
  'Смирнова',
]) {
  t.test(`somebody is named in "${text}"`, async (t) => t.ok(holdsPersonName(text, known)))
}

for (const text of [
  'Participants saw faces and houses in a Siemens Prisma scanner.',
  'Images were converted with dcm2niix and checked with the BIDS validator.',
  'Beck Depression Inventory, Raven Progressive Matrices',
  'FreeSurfer and OpenNeuro',
  'The T1 was acquired by MPRAGE.',
  'Subject ID, Patient Group',
  'Questionnaires: BDI-II, STAI, PCL-R, NEO-FFI',
  'Written Informed Consent; approved by the Institutional Review Board',
  'the amplitude of α and β in µV',
]) {
  t.test(`nobody is named in "${text}"`, async (t) => t.notOk(holdsPersonName(text, known)))
}

t.test('conditions have names too, so only known names of persons count there', async (t) => {
  for (const label of ['John Smith', 'JohnSmith', 'Anna', 'Maria Quimby']) {
    t.ok(holdsListedName(label, known), label)
  }
  for (const label of ['Zebulon', 'Go Nogo', 'LeftHand', 'house', 'Valid Miss Cue']) {
    t.notOk(holdsListedName(label, known), label)
  }
})

t.test('a column may be named after somebody', async (t) => {
  for (const name of ['score of Quimby', 'anna_total', 'ratingSmith'])
    t.ok(isNamedAfter(name, known), name)
  for (const name of ['MoCA_total', 'stroop_RT', 'NumPumps', 'time from scan']) {
    t.notOk(isNamedAfter(name, known), name)
  }
})

t.test('a title tells whom it is about, and no title of a task or illness does', async (t) => {
  for (const title of ['Data of patient Quimby', 'A study of Zebulon Quimby']) {
    t.ok(isAboutSomebody(title, known), title)
  }
  for (const title of [
    ...[
      'Study of Visual Perception',
      'A dataset of Parkinson patients',
      'Recordings of EEG and MEG',
    ],
    ...['Tests of patients with BDI', 'Stop signal task for patients and controls'],
  ]) {
    t.notOk(isAboutSomebody(title, known), title)
  }
})

t.test('a label speaks of somebody behind "of", and no part of a body does', async (t) => {
  t.ok(isLabelOfSomebody('LeftFoot of Quimby', known))
  for (const label of ['LeftFoot', 'Quimby', 'left side of head', 'Cue of Reward', 'end of EEG']) {
    t.notOk(isLabelOfSomebody(label, known), label)
  }
})
