import t from 'tap'
import { lookAtPairs, readProgram, readSettings } from '../../../src/audit/readers/settings.js'
import { lookWith } from '../../helpers/look.js'

t.test('a setting is a field, also below the name of its section', async (t) => {
  for (const [text, found] of [
    ['patient:\n  name: Wijesinghe\n', 'PERSON_NAME line 2'],
    ['patient:\n  sub:\n    x: 1\n  id: "0099123"\n', 'DIRECT_ID line 4'],
    ['[subject]\nfull_name = "Wijesinghe"\n', 'PERSON_NAME line 2'],
    ['; MRN = 0099123\n', 'DIRECT_ID line 1'],
  ] as const) {
    t.ok(lookWith(readSettings, text).includes(found), text)
  }
  t.same(lookWith(readSettings, 'patient:\n  x: 1\nname: study\n'), [], 'a section ends')
  t.same(lookWith(readSettings, 'Note: see the paper\nName: Listening study\n'), [])
})

t.test('programs are read for numbers and names of participants', async (t) => {
  const file = 'code/a.py'
  for (const [text, rule] of [
    ['mrn = "0099123"', 'DIRECT_ID'],
    ["patient_name = 'Wijesinghe, T'", 'PERSON_NAME'],
    ['IDS = {"sub-01": "Kowalska, Anna"}', 'PERSON_NAME'],
    ['export REDCAP_API_TOKEN=9A8B7C6D5E4F3A2B1C0D', 'CREDENTIAL'],
    ['curl -u wije:Geheim99 https://x.example.org', 'CREDENTIAL'],
    ['sshpass -p Geheim99 ssh x', 'CREDENTIAL'],
    ['get(u, auth=("wije", "Geheim99"))', 'CREDENTIAL'],
    ['password = "apfel99"', 'CREDENTIAL'],
  ] as const) {
    t.match(lookWith(readProgram, text, { file }).join(), rule, text)
  }
  for (const text of [
    'def f(patient_name=None, first_name="Name", token=None):',
    'token = os.environ["GITHUB_TOKEN"]',
    'operator = "and"; ward = "x"; birth_date = None',
    'mapping = {"sub-01": "control", "sub-02": "patient"}',
    'curl -u $USER:$PASS https://x.example.org',
    'docker run -v $PWD:/data:ro image /data /out participant',
    'password = getpass.getpass("password: ")',
  ]) {
    t.same(lookWith(readProgram, text, { file }), [], text)
  }
})

t.test('names and values within a longer value are fields', async (t) => {
  const pairs = (text: string) =>
    lookWith((bytes, look) => lookAtPairs(look, 'here', Buffer.from(bytes).toString()), text)
  for (const text of [
    'a=1;PatientName=Wijesinghe;b=2',
    'tPatientName = Wijesinghe',
    '<ParamString."tPatientName">  { "Wijesinghe" }',
    `{'PatientName': 'Wijesinghe'}`,
  ]) {
    t.same(pairs(text), ['PERSON_NAME here'], text)
  }
  t.same(pairs('TE=22;Time=1;comment=none of this'), [])
})
