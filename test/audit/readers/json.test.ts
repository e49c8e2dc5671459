import t from 'tap'
import { readJson, readJsonLines } from '../../../src/audit/readers/json.js'
import { lookWith } from '../../helpers/look.js'

const look = (value: unknown, file = 'sub-01/func/sub-01_task-rest_bold.json') =>
  lookWith(readJson, typeof value === 'string' ? value : JSON.stringify(value), { file })

t.test('a field is met wherever its name stands', async (t) => {
  for (const [value, found] of [
    [{ PatientName: 'Wijesinghe' }, 'PERSON_NAME PatientName'],
    [{ subject: { name: 'Wijesinghe' } }, 'PERSON_NAME subject.name'],
    [{ meta: [{ name: 'PatientName', value: 'Wijesinghe' }] }, 'PERSON_NAME meta[0].value'],
    [{ meta: [{ key: 'PatientID', val: '0099123' }] }, 'DIRECT_ID meta[0].val'],
    [{ meta: [['PatientName', 'Wijesinghe']] }, 'PERSON_NAME meta[0][1]'],
    [
      { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Wijesinghe' }] } },
      'PERSON_NAME 00100010.Value[0].Alphabetic',
    ],
    [{ meta: 'PatientName=Wijesinghe;x=1' }, 'PERSON_NAME meta'],
    [{ meta: JSON.stringify({ PatientName: 'Wijesinghe' }) }, 'PERSON_NAME meta, PatientName'],
    [{ meta: '<PatientName>Wijesinghe</PatientName>' }, 'PERSON_NAME meta, PatientName'],
  ] as const) {
    t.ok(look(value).includes(found), found)
  }
})

t.test('a name that only heads a list is no field', async (t) => {
  t.same(look({ contrast: { name: 'faces', value: 'Wijesinghe' } }), [])
  t.same(look({ list: ['RepetitionTime', 'Wijesinghe'] }), [])
})

t.test(
  'a key that is a name, a day or an address is told, and does not stand in the report',
  async (t) => {
    for (const [key, rule] of [
      ['Anna Kowalska', 'PERSON_NAME'],
      ['1971-04-05', 'DATE_NOT_SHIFTED'],
      ['n.o@klinik.example.de', 'EMAIL_OR_PHONE'],
      ['/home/okonkwo/raw', 'LOCAL_PATH'],
    ] as const) {
      const found = look({ a: { [key]: { b: 1 } } })
      t.same(found, [`${rule} a.key 1`], key)
      t.notMatch(found.join(), key)
    }
  },
)

t.test('texts are read in UTF-16 and UTF-32 too, and what is broken as a text', async (t) => {
  const text = '{"PatientName": "Wijesinghe"}'
  const wide = Buffer.from(text, 'utf16le')
  const wider = Buffer.from(Uint32Array.from(text, (letter) => letter.charCodeAt(0)).buffer)
  for (const bytes of [
    wide,
    Buffer.from(wide).swap16(),
    wider,
    Buffer.from(`\uFEFF${text}`, 'utf16le'),
  ]) {
    t.ok(lookWith(readJson, bytes).includes('PERSON_NAME PatientName'))
  }
  const broken = look(`{"x": 1,, "PatientName": "Wijesinghe"`)
  t.match(broken.join(), 'PERSON_NAME')
  t.match(broken.join(), 'FILE_KIND_UNKNOWN')
})

t.test('what a notebook has printed is no credit, what its author says is', async (t) => {
  const cell = { source: ['# by Anna Kowalska'], outputs: [{ text: ['seen: Anna Kowalska'] }] }
  const found = look({ cells: [cell] }, 'code/a.ipynb')
  t.ok(
    found.some((line) => line.startsWith('PERSON_NAME cells[0].outputs')),
    found.join(),
  )
})

t.test('codes in a value are undone', async (t) => {
  for (const value of [
    'n.okonkwo%40klinik.de',
    'n.okonkwo&#64;klinik.de',
    'bi5va29ua3dvQGtsaW5pay5kZQ==',
    '6e2e6f6b6f6e6b776f406b6c696e696b2e6465',
  ]) {
    t.match(look({ x: value }).join(), 'EMAIL_OR_PHONE', value)
  }
})

t.test('values of one line each are looked at', async (t) => {
  t.match(lookWith(readJsonLines, '{"a": 1}\n{"PatientID": "0099123"}\n').join(), 'DIRECT_ID')
})

t.test('a sidecar without a person is clean', async (t) => {
  for (const value of [
    {
      Manufacturer: 'Siemens',
      ManufacturersModelName: 'Prisma_fit',
      SoftwareVersions: 'syngo MR E11',
    },
    { Levels: { '1': 'Very much' }, LongName: 'Name of the face shown' },
    { participants: { nationality: { LongName: 'Nationality', Description: 'Not collected' } } },
    { seed: 20190412, uuid: '123e4567-e89b-12d3-a456-426614174000', TimeZero: '00:00:00' },
    { sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    { TaskDescription: 'Participants saw faces (Ekman & Friesen, 1976) and pressed a key.' },
    { operator: 'and', address: '0x7ffe', pin: 12, serial: 3, date: 'n/a' },
  ]) {
    t.same(look(value), [], JSON.stringify(value))
  }
})
