import t from 'tap'
import { readPdf } from '../../../src/audit/readers/pdf.js'
import { buildPdf } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith(readPdf, bytes)

t.test('what a page shows is read: packed, in pieces and as digits', async (t) => {
  t.same(look(buildPdf('(Josefien)')), [
    'ORIGINAL_ID_IN_CONTENT stream',
    'ORIGINAL_ID_IN_CONTENT text',
  ])
  t.same(look(buildPdf('[(Vander) -20 (molen)]').subarray()), ['ORIGINAL_ID_IN_CONTENT text'])
  const digits = Buffer.from('Vandermolen').toString('hex')
  t.same(look(buildPdf(`<${digits}>`)), ['ORIGINAL_ID_IN_CONTENT text'])
})

t.test('the information of a document is read', async (t) => {
  const info = '/Author (Odalys Finch) /CreationDate (D:20190503102201)'
  t.same(look(buildPdf('(x)', { info })), [
    'DATE_NOT_SHIFTED information CreationDate',
    'PERSON_NAME information Author',
  ])
  const wide = `/Title <feff${Buffer.from('MRN: 0012345', 'utf16le').swap16().toString('hex')}>`
  t.ok(look(buildPdf('(x)', { info: wide })).includes('DIRECT_ID information Title'))
})

t.test('a document without a person is clean, an encrypted one is named', async (t) => {
  t.same(look(buildPdf('(Rest with eyes open)')), [])
  t.same(look(buildPdf('(x)', { info: '/Encrypt 9 0 R' })), ['FILE_KIND_UNKNOWN'])
})
