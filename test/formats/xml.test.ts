import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { formatXml, parseXml, type XmlElement } from '../../src/formats/xml.js'
import { FileError } from '../../src/rules.js'

const parse = (text: string) => parseXml(Buffer.from(text, 'utf8'))

t.test('elements, attributes and texts are read as they were meant', async (t) => {
  const root = parse(
    '\uFEFF<?xml version="1.0"?>\n<a x="1" y=\'&lt;"2\'> p&#233;<!-- c --><b/><![CDATA[<q>]]></a >\n',
  )
  t.equal(root.name, 'a')
  t.strictSame(
    [...root.attributes],
    [
      ...[
        ['x', '1'],
        ['y', '<"2'],
      ],
    ],
  )
  t.equal(root.text, ' p\u00e9<q>')
  t.strictSame(
    root.children.map(({ name }) => name),
    ['b'],
  )
})

t.test('what is written is read again as it was', async (t) => {
  const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/)
  const text = fc.string({ unit: 'grapheme' }).map((one) => one.replace(/[^\P{C}\n]/gu, ''))
  const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
    element: fc.record(
      {
        name,
        attributes: fc.array(fc.tuple(name, text)).map((pairs) => new Map(pairs)),
        children: fc.oneof(
          { maxDepth: 4 },
          fc.constant([]),
          fc.array(tie('element'), { maxLength: 3 }),
        ),
        text,
      },
      { noNullPrototype: true },
    ),
  }))
  fc.assert(
    fc.property(element, (root) => assert.deepStrictEqual(parseXml(formatXml(root)), root)),
    { numRuns: 60, seed: 1 },
  )
  t.pass()
})

t.test('what is not plain XML is refused', async (t) => {
  for (const text of [
    ...['', 'x', '<a>', '</a>', '<a></b>', '<a/><b/>', '<a/>x', '<a x=1/>', '<a x="1" x="2"/>'],
    ...['<!DOCTYPE a><a/>', '<a>&own;</a>', '<a>&#0;</a>', '<a>& b</a>', '<n:a/>', '<a><!-- </a>'],
    '<a>'.repeat(40) + '</a>'.repeat(40),
  ]) {
    t.throws(() => parse(text), FileError, text.slice(0, 20))
  }
})
