import t from 'tap'
import { readEdfPeople } from '../../src/deidentify/edf-people.js'

const header = (patient: string, recording: string) =>
  Buffer.from(`0       ${patient.padEnd(80)}${recording.padEnd(80)}`.padEnd(256), 'latin1')

t.test('the parts of EDF+ tell a code, a name and a technician', async (t) => {
  const told = readEdfPeople(
    header('77-1207 M 12-MAR-1957 Quastenflug_Berthold', 'Startdate 12-MAR-2014 E77 Moser_H Rec'),
  )
  t.same(told, { names: ['Quastenflug Berthold'], staff: ['Moser H'], others: ['77-1207'] })
})

t.test('before EDF+ every word may be a name', async (t) => {
  const { names, staff } = readEdfPeople(header('Quastenflug, Berthold', 'ward 7'))
  t.same(names, ['Quastenflug,', 'Berthold'])
  t.same(staff, [])
})

t.test('what is not told, and a file that is cut short, name nobody', async (t) => {
  const nobody = { names: [], staff: [], others: [] }
  t.same(readEdfPeople(header('X X X X', 'Startdate X X X X')), nobody)
  t.same(readEdfPeople(header('X F X X', 'Startdate 02-JAN-2001 X X X')), nobody)
  t.same(readEdfPeople(new Uint8Array(20)), nobody)
})
