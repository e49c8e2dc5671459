import t from 'tap'
import { detect } from '../../src/audit/detect.js'
import { DETECTORS } from '../../src/audit/detectors.js'
import { detectInName } from '../../src/audit/names.js'
import { seeded } from '../helpers/random.js'

const rules = (text: string, isValue = false) => [
  ...new Set(detect(text, { isValue }).map(({ rule }) => rule)),
]

/** Forms that planted-leaks.ts does not break already, and what only looks like them. */
const CASES: [text: string, found: string[]][] = [
  ['postgres://zeb:hunter2x@pacs/db', ['CREDENTIAL']],
  ['glpat-abcdefghijklmnopqrst', ['CREDENTIAL']],
  ['api_key: os.environ["KEY"]', []],
  ['fe80::1ff:fe23:4567:890a', ['HOST_OR_ACCOUNT']],
  ['ssh://zeb@mri7/data', ['HOST_OR_ACCOUNT']],
  ['255.255.255.0, 127.0.0.1, v1.2.3.4, 3.2.51.4 (64-bit)', []],
  ['pnr 19811228-9874', ['DATE_NOT_SHIFTED']],
  ['811228-9874', ['DIRECT_ID']],
  ['811228-9875 is no such number', []],
  ['DNI 12345678Z', ['DIRECT_ID']],
  ['12345678A', []],
  ['131052-308T', ['DIRECT_ID']],
  ['2 55 08 14 168 025 38', ['DIRECT_ID']],
  ['A123456780', ['DIRECT_ID']],
  ['A123456781', []],
  ['756.9217.0769.85', ['DIRECT_ID']],
  ['111.444.777-35', ['DIRECT_ID']],
  ['4111 1111 1111 1111', ['DIRECT_ID']],
  ['4111 1111 1111 1112', []],
  ['PID 77123, insurance: AB-4471', ['DIRECT_ID']],
  ['nhsbo7kbhu', []],
  ['12 rue de la Paix 7', ['LOCATION']],
  ['D-50937 is not looked for', []],
  ['2019年5月3日', ['DATE_NOT_SHIFTED']],
  ['le 3 mai 2019, am 3. März 2019', ['DATE_NOT_SHIFTED']],
  ['1919-05-03, 2019-13-45, 20193', []],
  ['seen https://x.org/2019/05/03/a and doi:10.1000/2019-05-03', []],
  ['Frau Meier', ['PERSON_NAME']],
  ['x^2 + y^2', []],
  ['TEST_VC^SPINE', []],
  ['HEAD^ROUTINE', []],
  ['Handley^Spinella', ['PERSON_NAME']],
  ['doi:10.1016/S0028-3932(97)00107-3', []],
  ['Accession #: ds006A', []],
  ['785711/1240', ['DIRECT_ID']],
  ['123-456 789', []],
  ['vertices 120 344 112 345 118 231', []],
  ['serial = 1234', []],
  ['AgCl SN 20931-77', ['DEVICE_SERIAL']],
  ['MR.1.3.12.2.1107.5.2.43.67099.30000022100514330100000000123', ['UID_PRESENT']],
  ['call 06 12 34 56 78', ['EMAIL_OR_PHONE']],
  ['01 02 03 04 05', []],
  ['20221005T143301Z', ['DATE_NOT_SHIFTED']],
  ['Linux cn0417 5.4.0-126-generic', ['HOST_OR_ACCOUNT']],
  ['tosin@cn0417', ['HOST_OR_ACCOUNT']],
  ['ran on node17.hpc.kuleuven.be', ['HOST_OR_ACCOUNT']],
  ['lib2.module.py and www.fil.ion.ucl.ac.uk', []],
]

t.test('numbers without a sign of their own count as whole values', async (t) => {
  for (const value of ['69090212340', '12345678950', '2690902123455']) {
    t.same(rules(value, true), ['DIRECT_ID'], value)
    t.same(rules(value), [], value)
  }
})

t.test('forms are found, and what only looks like them is not', async (t) => {
  for (const [text, found] of CASES) t.same(rules(text), found, text)
})

t.test('times and short days count in values alone', async (t) => {
  for (const text of ['10:22:01', '03.05.19']) {
    t.same(rules(text), [], text)
    t.equal(rules(text, true).length, 1, text)
  }
})

t.test('where something stands is told', async (t) => {
  const text = 'so: jane@clinic.org, then'
  const [{ start, end } = { start: 0, end: 0 }] = detect(text)
  t.equal(text.slice(start, end), 'jane@clinic.org')
})

t.test('a sign that a detector needs is in all that it finds', async (t) => {
  const needy = DETECTORS.filter(({ needs }) => needs !== undefined)
  t.ok(needy.length > 0)
  const found = ['https://zeb:hunter2x@pacs.org/a', 'jane@clinic.org', 'Roe^Jane']
  for (const { needs = '', pattern } of needy) {
    for (const text of found) {
      for (const [match] of text.matchAll(pattern)) t.ok(match.includes(needs), text)
    }
  }
})

t.test('pseudonyms as they are given out look like nothing', async (t) => {
  const random = seeded(7)
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  const found = new Set<string>()
  for (let n = 0; n < 20_000; n++) {
    const label = Array.from({ length: 10 }, () => letters[Math.floor(random() * 32)]).join('')
    const name = `sub-${label}_task-rest_bold.json`
    const told = [...detectInName(name), ...rules(`sub-${label}`, true), ...rules(label, true)]
    if (told.length > 0) found.add(`${label} ${told}`)
  }
  t.same([...found], [])
})
