import t from 'tap'
import { identifyingKind, isOwnName } from '../../src/deidentify/identifying-names.js'

t.test('fields of names are known in many languages and spellings', async (t) => {
  for (const name of [
    ...['PatientName', 'patient_name', 'family name', 'Surname', 'Vorname', 'NACHNAME', 'prénom'],
    ...['apellidos', 'cognome', 'achternaam', 'nazwisko', 'příjmení', 'soyadı', 'фамилия', '氏名'],
    ...['이름', 'mother_name'],
  ]) {
    t.equal(identifyingKind(name), 'name', name)
  }
  for (const name of ['OperatorsName', 'nurse', 'rated by physician']) {
    t.equal(identifyingKind(name), 'staff', name)
  }
  for (const name of ['mrn', 'E-Mail', 'hospital no', 'DeviceSerial']) {
    t.equal(identifyingKind(name), 'other', name)
  }
})

t.test('names of things name nobody', async (t) => {
  for (const name of ['SequenceName', 'TaskName', 'coil_name', 'nombre', 'EchoTime', 'imeasure']) {
    t.equal(identifyingKind(name), undefined, name)
  }
})

t.test('in a table about people a plain name is theirs', async (t) => {
  for (const name of ['name', 'Nom', 'имя', 'Naam']) t.ok(isOwnName(name), name)
  for (const name of ['name of task', 'nominal', 'sex']) t.notOk(isOwnName(name), name)
})
