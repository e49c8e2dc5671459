import t from 'tap'
import { CASES, CONDITIONS, CONTRASTS, MAPS } from '../../../tools/evaluate/cases.ts'

t.test('every case has a name of its own that can be a file name', (t) => {
  const names = CASES.map((c) => c.name)
  t.equal(new Set(names).size, names.length)
  t.strictSame(
    names.filter((name) => !/^[\w.+-]+$/.test(name)),
    [],
  )
  t.end()
})

t.test('every label map is drawn upright in every contrast', (t) => {
  const upright = CASES.filter((c) => c.kind.startsWith('upright'))
  t.equal(upright.length, MAPS.length * CONTRASTS.length)
  t.end()
})

t.test('no head is in both halves', (t) => {
  const half = new Map<string, string>()
  for (const one of CASES) {
    const head = 'map' in one.source ? one.source.map : one.name
    t.equal(half.get(head) ?? one.half, one.half, head)
    half.set(head, one.half)
  }
  t.end()
})

t.test('every condition is met by both halves, and every contrast is hard somewhere', (t) => {
  for (const { name } of CONDITIONS) {
    const met = CASES.filter((c) => c.name.includes(`-${name}-`)).map((c) => c.half)
    t.ok(met.includes('tune') && met.includes('report'), name)
  }
  for (const half of ['tune', 'report']) {
    const seen = new Set(CASES.filter((c) => c.hard && c.half === half).map((c) => c.contrast))
    t.equal(seen.size, CONTRASTS.length, half)
  }
  t.end()
})

t.test('a session is led by a T1w of the same head', (t) => {
  for (const one of CASES.filter((c) => c.leader)) {
    const leader = CASES.find((c) => c.name === one.leader)
    t.equal(leader?.contrast, 'T1w', one.name)
    t.strictSame(leader?.source, one.source, one.name)
  }
  t.end()
})
