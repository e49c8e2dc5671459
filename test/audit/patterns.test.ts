import t from 'tap'
import { makeNeedles } from '../../src/audit/needles.js'
import { bytePatterns } from '../../src/audit/patterns.js'

const patternsOf = (value: string) =>
  makeNeedles([], [{ name: 'PatientName', value }]).flatMap(bytePatterns)

t.test('bytes are folded, and tell where separators may stand', async (t) => {
  const [first] = patternsOf('Finch^Odalys')
  t.equal(Buffer.from(first.bytes).toString(), 'finchodalys')
  t.same([...first.breaks], [5])
})

t.test('base64 is searched in all three places in which it can begin', async (t) => {
  const exact = patternsOf('Finchley').flatMap(({ exact }) =>
    exact ? [Buffer.from(exact).toString()] : [],
  )
  for (const before of ['', 'x', 'xy']) {
    const code = Buffer.from(`${before}Finchley`).toString('base64')
    t.ok(
      exact.some((part) => code.includes(part)),
      code,
    )
  }
})

t.test('other letters are searched in the encodings they may have', async (t) => {
  const all = patternsOf('Müllerin')
  const has = (bytes: Uint8Array) =>
    all.some(({ bytes: own, exact }) => Buffer.from(exact ?? own).equals(bytes))
  t.ok(has(Buffer.from('müllerin', 'utf16le')))
  t.ok(has(Buffer.from('MÜLLERIN', 'utf16le').swap16()))
  t.ok(all.length > 6)
})
