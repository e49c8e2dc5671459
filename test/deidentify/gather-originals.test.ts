import t from 'tap'
import { holdsOriginal } from '../../src/deidentify/originals.js'
import { makeDataset, planFolder } from '../helpers/dataset.js'

const EDF = Buffer.from(
  `0       ${'X M X Wendelgart_Otto'.padEnd(80)}${'Startdate X X Hummel_T X'.padEnd(80)}`.padEnd(
    512,
  ),
)
const root = t.testdir(
  makeDataset({
    'participants.tsv': 'participant_id\tfamiliename\tnom\nsub-XQ01\tn/a\tQuastenflug\n',
    'sub-XQ01/func/sub-XQ01_task-a_bold.json': JSON.stringify({
      'Nachname des Patienten': 'Zirbelnuss',
      OperatorsName: 'Obermoser^H',
    }),
    'sub-XQ01/eeg/sub-XQ01_task-a_eeg.edf': EDF,
  }),
)
const { originals } = (await planFolder(root)).settings

t.test('names are gathered from tables, sidecars and headers of recordings', async (t) => {
  for (const name of ['XQ01', 'Quastenflug', 'Zirbelnuss', 'Obermoser', 'Wendelgart', 'Hummel']) {
    t.ok(holdsOriginal(`seen by ${name} today`, originals), name)
  }
})

t.test('only participants may not stand among credits', async (t) => {
  const { ofParticipants = originals } = originals
  for (const name of ['XQ01', 'Quastenflug', 'Zirbelnuss', 'Wendelgart']) {
    t.ok(holdsOriginal(name, ofParticipants), name)
  }
  for (const name of ['Obermoser', 'Hummel']) t.notOk(holdsOriginal(name, ofParticipants), name)
})
