import t from 'tap'
import { renderJunit } from '../../src/report/junit.js'
import { finding, RULES } from '../../src/rules.js'
import { sampleReport, T1W } from '../helpers/leak-report.js'

t.test('a rule without findings is a case that passed', async (t) => {
  const xml = renderJunit(sampleReport({ findings: [] }))
  const rules = Object.keys(RULES).length
  t.match(xml, `tests="${rules}" failures="0"`)
  t.equal(xml.match(/<testcase [^>]*\/>/g)?.length, rules)
})

t.test('errors fail, warnings pass and speak, notes are counted', async (t) => {
  const xml = renderJunit(
    sampleReport({
      findings: [
        finding('UID_PRESENT', T1W, 'StudyInstanceUID'),
        finding('SMALL_GROUP', 'participants.tsv'),
        finding('FIELD_NOT_ALLOWED', T1W, 'a'),
        finding('FIELD_NOT_ALLOWED', T1W, 'b'),
      ],
    }),
  )
  t.match(xml, `<testcase classname="UID_PRESENT" name="${T1W}: StudyInstanceUID"><failure`)
  t.match(xml, '<system-out>warning: Fewer participants')
  t.match(xml, '<property name="notes" value="2"/>')
  t.equal(xml.match(/<failure /g)?.length, 1)
})

t.test('a name cannot become markup, and what XML forbids is gone', async (t) => {
  const xml = renderJunit(
    sampleReport({ findings: [finding('LEFTOVER', 'a"><x>&\u0000\u001b\n', ']]>')] }),
  )
  t.notMatch(xml, '<x>')
  t.match(xml, 'name="a&quot;&gt;&lt;x&gt;&amp;\\u{0}\\u{1B}\\u{A}: ]]&gt;"')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  t.notMatch(xml, /[\u0000-\u0009\u000b-\u001f]/)
})
