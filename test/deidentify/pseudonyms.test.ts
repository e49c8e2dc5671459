import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { makePseudonyms } from '../../src/deidentify/pseudonyms.js'
import { UsageError } from '../../src/rules.js'
import { KEY } from '../helpers/dataset.js'

const labels = fc.uniqueArray(fc.stringMatching(/^[0-9A-Za-zé]{1,8}$/), { minLength: 1 })

t.test('a hashed pseudonym stays when participants are added', async (t) => {
  fc.assert(
    fc.property(labels, fc.string({ minLength: 1 }), (some, added) => {
      const before = makePseudonyms(some, { mode: 'hash', key: KEY })
      const after = makePseudonyms([...some, added], { mode: 'hash', key: KEY })
      for (const [label, pseudonym] of before) assert.equal(after.get(label), pseudonym)
    }),
  )
  t.pass()
})

t.test(
  'hashed pseudonyms are ten letters and digits, distinct, and depend on the key',
  async (t) => {
    fc.assert(
      fc.property(labels, (some) => {
        const made = [...makePseudonyms(some, { mode: 'hash', key: KEY }).values()]
        assert.ok(made.every((pseudonym) => /^[a-z2-7]{10}$/.test(pseudonym)))
        assert.equal(new Set(made).size, made.length)
        const other = makePseudonyms(some, { mode: 'hash', key: KEY.map((byte) => byte ^ 1) })
        assert.notDeepEqual([...other.values()], made)
      }),
    )
    t.pass()
  },
)

t.test('labels that differ in case are two participants, and Unicode forms are one', async (t) => {
  const made = makePseudonyms(['a1', 'A1', 'e\u0301', '\u00e9'], { mode: 'hash', key: KEY })
  t.equal(made.size, 3)
  t.not(made.get('a1'), made.get('A1'))
})

t.test('numbers are dealt in an order that says nothing, and former ones stay', async (t) => {
  const first = makePseudonyms(['c', 'a', 'b'], { mode: 'sequential', key: KEY })
  t.strictSame([...first.values()].sort(), ['0001', '0002', '0003'])
  const second = makePseudonyms(['d', 'a', 'b', 'c'], {
    mode: 'sequential',
    key: KEY,
    given: first,
  })
  for (const [label, pseudonym] of first) t.equal(second.get(label), pseudonym)
  t.equal(second.get('d'), '0004')
})

t.test('labels are kept on request, unless BIDS does not allow them', async (t) => {
  const made = makePseudonyms(['01', 'Zoë'], { mode: 'keep', key: KEY })
  t.equal(made.get('01'), '01')
  t.match(made.get('Zoë'), /^[a-z2-7]{10}$/)
})

t.test('a number that is the label of somebody is not dealt', async (t) => {
  const made = makePseudonyms(['0002', '1', 'x'], { mode: 'sequential', key: KEY })
  t.strictSame([...made.values()].sort(), ['0001', '0003', '0004'])
})

t.test('participants join in any order, and nobody is renamed or named twice', async (t) => {
  fc.assert(
    fc.property(fc.array(labels, { minLength: 1, maxLength: 4 }), (waves) => {
      let given: ReadonlyMap<string, string> = new Map()
      const all: string[] = []
      for (const wave of waves) {
        all.push(...wave)
        const made = makePseudonyms(all, { mode: 'sequential', key: KEY, given })
        for (const [label, pseudonym] of given) assert.equal(made.get(label), pseudonym)
        assert.equal(new Set(made.values()).size, made.size)
        given = made
      }
    }),
  )
  t.pass()
})

t.test('with a mapping everybody must stand in it, and no two be called alike', async (t) => {
  const given = new Map([
    ['01', 'x'],
    ['02', 'y'],
  ])
  const settings = { mode: 'hash', key: KEY, given, complete: true } as const
  t.equal(makePseudonyms(['02'], settings).get('02'), 'y')
  t.throws(() => makePseudonyms(['01', '03'], settings), UsageError)
  const doubled = { mode: 'hash', key: KEY, given: new Map([...given, ['02', 'X']]) } as const
  t.throws(() => makePseudonyms(['01', '02'], doubled), UsageError)
})
