import t from 'tap'
import { detect } from '../../../src/audit/detect.js'

const rules = (text: string) => [
  ...new Set(detect(text, { isValue: true }).map(({ rule }) => rule)),
]

t.test('days are found as people and programs write them', async (t) => {
  for (const day of [
    ...['2019-04-12', '2019/4/12', '2019-4-2', '12/04/2019', '12.04.19', '20190412', '2019-W15-5'],
    ...[
      '12 April 2019',
      '12-Apr-19',
      '2019 Apr 12',
      'April 12th, 2019',
      '12apr2019',
      '12.IV.2019',
    ],
    ...[
      '12 de abril de 2019',
      '12 aprile 2019',
      '12 avril 2019',
      '12. Oktober 2019',
      '3 mei 2019',
    ],
    ...['Sept 2019', '2019-073', '1555061482123', '4/12/19 9:12', '2019_Apr_12_1433'],
    ...[
      '12 апреля 2019',
      '12. dubna 2019',
      '12 kwietnia 2019',
      '12 Nisan 2019',
      '2019년 4월 12일',
    ],
    ...['2019年4月12日', 'Fri Apr 12 09:31:22 2019', '2019-04-12T09:31:22.5+02:00'],
  ]) {
    t.ok(rules(day).includes('DATE_NOT_SHIFTED'), day)
  }
})

t.test('numbers, releases and citations are no days', async (t) => {
  for (const text of [
    ...[
      '1877-06-15',
      '3.2.51.4',
      '10.1038/s41597-019-0105-7',
      '12/24 trials',
      '2019-2020',
      '1.5-2.5',
    ],
    ...['J Neurosci. 2012 Mar 14;32(11):3612-28', 'mar', 'in May 2019', '100.5 200.25', 'II V 20'],
  ]) {
    t.notOk(rules(text).includes('DATE_NOT_SHIFTED'), text)
  }
})
