import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { withoutAuthors } from '../../src/deidentify/credits.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'
import { cleanCitation, cleanText } from '../../src/deidentify/texts.js'

const { vocabulary, commonWords, names } = await loadPolicy()
const originals = collectOriginals(['ABCD12'], { names: ['Quxworth^Jane'], others: [] })
const context = { vocabulary, commonWords, names, originals }
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (cleaned: { bytes: Uint8Array }) => new TextDecoder().decode(cleaned.bytes)

t.test('names of authors stay in a citation, and a value with a hit goes', async (t) => {
  const citation = [
    'cff-version: 1.2.0',
    'title: Memory of ABCD12',
    'date-released: 2020-03-04',
    'authors:',
    '  - family-names: Roe',
    '    given-names: Max',
    '    orcid: https://orcid.org/0000-0002-1825-0097',
    '    email: max@example.org',
    '',
  ].join('\n')
  const cleaned = cleanCitation(bytes(citation), context, 'CITATION.cff')
  t.equal(
    text(cleaned),
    citation.replace('Memory of ABCD12', 'n/a').replace('    email: max@example.org\n', ''),
  )
  t.strictSame(
    cleaned.findings.map(({ where }) => where),
    ['line 2', 'line 8'],
  )
})

t.test(
  'a text loses the lines in which something is found, and keeps the rest as it is',
  async (t) => {
    const readme = 'A study.\r\nScanned by Jane Quxworth.\r\n\r\nThe end.'
    t.equal(text(cleanText(bytes(readme), context, 'README')), 'A study.\r\n\r\nThe end.')
  },
)

t.test(
  'a line may name an author of the dataset, whole or with initials, and nobody else',
  async (t) => {
    const authors = ['Ruth A. Roskilde', 'Wrobel, Max', 'Consortium', 'Li']
    const judge = (line: string) =>
      text(cleanText(bytes(`A study.\n${line}\n`), context, 'README', authors)).includes(line)
    for (const line of [
      'Contact Ruth A. Roskilde.',
      'Scanned by Ruth Roskilde and Dr. Max Wrobel.',
      'Roskilde, Ruth; R. A. Roskilde; Wrobel M.',
    ]) {
      t.ok(judge(line), line)
    }
    for (const line of [
      'Scanned by Ruth Drexler.',
      'Scanned by Roskilde.',
      'Ruth Roskilde scanned Anna Wrobel.',
      'Ruth Roskildesen, Anna Drexler',
    ]) {
      t.notOk(judge(line), line)
    }
  },
)

t.test('whatever stands among the authors, a text is read for their names', async (t) => {
  const word = fc.string({ minLength: 2, maxLength: 8, unit: 'grapheme' })
  const author = fc
    .tuple(fc.stringMatching(/^[A-Z][a-z-]{1,8}[A-Z]?$/), word)
    .map((two) => two.join(' '))
  fc.assert(
    fc.property(
      author,
      fc.constantFrom('Jean-Louis Roe', 'A. [B] {C}', '(', '\\ x', ''),
      (one, two) => {
        assert.equal(typeof withoutAuthors(`By ${one}.`, [one, two]), 'string')
      },
    ),
  )
  t.equal(
    withoutAuthors('By Martineau Jean-Louis and J.-L. Roe.', [
      'Martineau Jean-Louis',
      'Jean-Louis Roe',
    ]),
    'By   and  .',
  )
})
