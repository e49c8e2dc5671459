import t from 'tap'
import { readTable } from '../../../src/audit/readers/table.js'
import { lookWith } from '../../helpers/look.js'

const look = (text: string | Buffer, file: string) => lookWith(readTable, text, { file })

t.test('columns are found in every way to part them', async (t) => {
  for (const separator of [',', ';', '|', '\t']) {
    const text = `${['id', 'x', 'last name'].join(separator)}\n${['1', '2', 'Wijesinghe'].join(separator)}`
    t.same(look(text, 'a.csv'), ['PERSON_NAME column last name, row 1'], separator)
  }
  t.same(look('id,x,last name\n1,"a\nb",Wijesinghe\n', 'a.csv'), [
    'PERSON_NAME column last name, row 1',
  ])
  const wide = Buffer.from('\uFEFFid,x,surname\n1,2,Wijesinghe\n', 'utf16le')
  t.same(look(wide, 'a.csv'), ['PERSON_NAME column surname, row 1'])
})

t.test('days and clocks are found as programs count them', async (t) => {
  for (const [column, cell, rule] of [
    ['sys_time', '1555061482.345', 'DATE_NOT_SHIFTED'],
    ['testdate', '43567', 'DATE_NOT_SHIFTED'],
    ['timestamp', '1555061482123', 'DATE_NOT_SHIFTED'],
    ['scan_time', '9:31 am', 'TIME_OF_DAY'],
    ['acquisition_time', '093122.450000', 'TIME_OF_DAY'],
  ] as const) {
    t.same(look(`onset\tduration\t${column}\n1\t1\t${cell}\n`, 'a.tsv'), [
      `${rule} column ${column}, row 1`,
    ])
  }
  for (const [column, cell] of [
    ['timestamp', '123456'],
    ['response_time', '0.523456'],
    ['start_time', '12.5'],
    ['doctor_visits', 'Never'],
    ['mother', 'High school'],
  ]) {
    t.same(look(`onset\tduration\t${column}\n1\t1\t${cell}\n`, 'a.tsv'), [], column)
  }
})

t.test('a clock stands in acq_time on purpose', async (t) => {
  t.same(look('filename\tx\tacq_time\na\t1\t1877-06-15T13:45:30\n', 'sub-01_scans.tsv'), [])
})
