import { readFileSync } from 'node:fs'
import t from 'tap'
import { CASES, CONTRASTS } from '../../../tools/evaluate/cases.ts'
import { STRANGE_CASES } from '../../../tools/evaluate/strange-cases.ts'

const folder = new URL('../../../tools/evaluate/strange/', import.meta.url)
const program = (name: string) => readFileSync(new URL(name, folder), 'utf8')

t.test('every strange case has a name of its own that can be a file name', (t) => {
  const names = [...CASES, ...STRANGE_CASES].map((c) => c.name)
  t.equal(new Set(names).size, names.length)
  t.strictSame(
    names.filter((name) => !/^[\w.+-]+$/.test(name)),
    [],
  )
  t.end()
})

t.test('no head of a strange case is in the other half', (t) => {
  const headOf = (one: (typeof CASES)[number]) =>
    'map' in one.source ? one.source.map : 'file' in one.source ? one.source.file : one.name
  const half = new Map(CASES.map((one) => [headOf(one), one.half]))
  for (const one of STRANGE_CASES) t.equal(half.get(headOf(one)), one.half, one.name)
  t.end()
})

t.test('every strange kind is met by both halves', (t) => {
  for (const kind of new Set(STRANGE_CASES.map((c) => c.kind))) {
    const halves = STRANGE_CASES.filter((c) => c.kind === kind).map((c) => c.half)
    t.ok(halves.includes('tune') && halves.includes('report'), kind)
  }
  t.end()
})

t.test('what a strange case asks for is made by a program beside it', (t) => {
  const anatomies = program('anatomies.py')
  const tissues = program('tissues.py')
  const afterwards = program('afterwards.py').replaceAll('_', '-')
  for (const { name, contrast, strange } of STRANGE_CASES) {
    const isKnown =
      (CONTRASTS as readonly string[]).includes(contrast) || contrast.startsWith('random-')
    if (!isKnown) t.match(tissues, `"${contrast}": `, name)
    if (strange?.anatomy) t.match(anatomies, `"${strange.anatomy}": `, name)
    for (const step of strange?.after ?? []) {
      t.ok(afterwards.includes(`def ${step}(f)`) || afterwards.includes(`"${step}": `), step)
    }
  }
  t.end()
})
