import t from 'tap'
import { readMarkup } from '../../../src/audit/readers/markup.js'
import { lookWith } from '../../helpers/look.js'

const look = (text: string) => lookWith(readMarkup, text)

t.test('elements, attributes and pairs of both are fields', async (t) => {
  for (const [text, rule] of [
    ['<subject><familienname>Wijesinghe</familienname></subject>', 'PERSON_NAME'],
    ['<param name="PatientName" value="Wijesinghe"/>', 'PERSON_NAME'],
    ['<attr tag="x" keyword="PatientName">Wijesinghe</attr>', 'PERSON_NAME'],
    [
      '<MD><Name><![CDATA[UserName]]></Name><Value><![CDATA[wije]]></Value></MD>',
      'HOST_OR_ACCOUNT',
    ],
    ['<x exif:GPSLatitude="51,57N"/>', 'LOCATION'],
    ['<!-- made 2019-04-12 -->', 'DATE_NOT_SHIFTED'],
    ['<a href="mailto:n.o&commat;klinik.de">x</a>', 'EMAIL_OR_PHONE'],
    [
      '<img src="data:text/plain;base64,UGF0aWVudDogQW5uYSBLb3dhbHNrYSBib3JuIDE5NzEtMDQtMDU=">',
      'DATE_NOT_SHIFTED',
    ],
  ] as const) {
    t.match(look(text).join(), rule, text)
  }
})

t.test('tables are read as tables', async (t) => {
  const head = '<table><tr><th>id</th><th>x</th><th>surname</th></tr>'
  const found = look(`${head}<tr><td>1</td><td>2</td><td><b>Wijesinghe</b></td></tr></table>`)
  t.same(found, ['PERSON_NAME column surname, row 1'])
  t.match(look('<tr><td>Patient name:</td><td>Wijesinghe</td></tr>').join(), 'PERSON_NAME')
})

t.test('a name is read across changes of letters', async (t) => {
  t.match(look('<text><tspan>Anna</tspan> <tspan>Kowalska</tspan></text>').join(), 'PERSON_NAME')
  t.match(look('<p><i>K</i>-482<b>13</b>-X</p>').join(), 'ORIGINAL_ID_IN_CONTENT')
})

t.test('a page without a person is clean', async (t) => {
  t.same(
    look('<html><head><script>var a={"b":1};</script><style>.a{color:#fff}</style></head></html>'),
    [],
  )
  t.same(look('<p>(Esteban, Markiewicz, et al. (2018); RRID:SCR_016216)</p>'), [])
  t.same(
    look('<table><tr><th>Run</th><th>TR</th></tr><tr><td>1</td><td>2.0</td></tr></table>'),
    [],
  )
})
