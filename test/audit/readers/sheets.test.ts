import t from 'tap'
import { readZip } from '../../../src/audit/readers/zip.js'
import { buildZip } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const SHARED =
  '<sst><si><t>dob</t></si><si><r><t>sur</t></r><r><t>name</t></r></si><si><t>Wijesinghe</t></si></sst>'

function look(rows: string, shared = SHARED): string[] {
  const sheet = `<worksheet><sheetData>${rows}</sheetData></worksheet>`
  const members = {
    'xl/sharedStrings.xml': shared,
    'xl/worksheets/sheet1.xml': sheet,
    '[Content_Types].xml': '<x/>',
  }
  return lookWith(readZip, buildZip(members))
}

t.test('a cell is judged by the name over it, wherever its text is kept', async (t) => {
  const head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
  t.same(look(`${head}<row r="2"><c r="A2" s="1"><v>26028</v></c></row>`), [
    'BIRTH_DATE sheet 1, column dob, row 1',
  ])
  t.same(look(`${head}<row r="2"><c r="C2" t="s"><v>2</v></c></row>`), [
    'PERSON_NAME sheet 1, column surname, row 1',
  ])
  const inline = '<row r="1"><c r="A1" t="inlineStr"><is><t>Phone</t></is></c></row>'
  t.same(look(`${inline}<row r="2"><c r="A2"><v>5551234</v></c></row>`), [
    'EMAIL_OR_PHONE sheet 1, column Phone, row 1',
  ])
})

t.test('cells without such a name are numbers, and a strange sheet ends nothing', async (t) => {
  t.same(look('<row><c><v>1</v></c><c><v>5551234</v></c></row>', '<sst/>'), [])
  t.same(look('<row r="1"><c r="ZZZZ9" t="s"><v>99</v></c></row><row>', ''), [])
})
