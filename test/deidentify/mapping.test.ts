import t from 'tap'
import { formatMapping, readMapping, readUserMapping } from '../../src/deidentify/mapping.js'
import { UsageError } from '../../src/rules.js'

const table = (...rows: readonly string[]) => ['participant_id\tpseudonym', ...rows, ''].join('\n')

t.test(
  'a mapping is read with and without sub-, in any line ends and with more columns',
  async (t) => {
    const given = readMapping(
      '\uFEFFpseudonym\tage\tparticipant_id\r\nsub-x\t3\tsub-01\r\ny\t4\t02\r\n\r\n',
    )
    t.strictSame(
      [...given],
      [
        ['01', 'x'],
        ['02', 'y'],
      ],
    )
    t.strictSame(readMapping(formatMapping(given)), given)
    t.strictSame(readUserMapping(formatMapping(given), ['01', '02', '03']), given)
  },
)

const wrong: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['without a column', 'participant_id\tname\n', /column/],
  ['with a pseudonym that is no label', table('01\ta/b'), /line 2.*letters/],
  ['with a row that ends early', table('01'), /line 2/],
  ['with a participant twice', table('Secret1\ta', 'sub-Secret1\tb'), /line 3.*line 2/],
  ['with a row without participant', table('\ta'), /line 2.*no participant/],
  ['with a pseudonym twice', table('01\tsecretX', '02\tSECRETx'), /line 3.*line 2/],
  ['with a label of its own participant', table('Secret1\tsecret1'), /line 2.*--pseudonyms keep/],
  ['with a label of another participant', table('01\tSecret2'), /line 2.*label/],
  ['with a label inside a pseudonym', table('01\txSecret2'), /line 2.*holds/],
  ['with a date for a pseudonym', table('01\t20190503'), /line 2.*date/],
  ['with a long number for a pseudonym', table('01\t41234567'), /line 2.*number/],
  ['with a pseudonym that never ends', table(`01\t${'x'.repeat(60)}`), /line 2.*characters/],
]
for (const [what, text, says] of wrong) {
  t.test(`a mapping ${what} is refused, and nothing of it is repeated`, async (t) => {
    try {
      readUserMapping(text, ['01', '02', 'Secret2'])
      t.fail('was taken')
    } catch (error) {
      t.ok(error instanceof UsageError)
      t.match((error as Error).message, says)
      t.notMatch((error as Error).message, /secret|20190503|41234567/i)
    }
  })
}
