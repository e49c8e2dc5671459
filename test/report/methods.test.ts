import t from 'tap'
import { renderMethods, type WorkDone, type WorkSettings } from '../../src/report/methods.js'

const settings: WorkSettings = {
  method: 'deface',
  engine: 'builtin',
  keepEars: false,
  defaceAll: false,
  dates: 'shift',
  ageCap: 89,
  policy: 'built-in',
  pseudonyms: 'hash',
}
const done: WorkDone = {
  versions: ['0.1.0'],
  participants: 12,
  defaced: new Map([
    ['T2w', 3],
    ['T1w', 12],
  ]),
  withoutFace: 0,
  carried: 24,
  withheldImages: 1,
  withheldFiles: 0,
  mostKept: 0.0931,
  settings: [settings],
  smallGroups: { k: 5, participantsBelow: 2 },
  validator: 'bids-validator 1.15.0',
  errorsAfter: 0,
}

t.test('numbers and settings of the work stand in the paragraph', async (t) => {
  const text = renderMethods(done)
  for (const words of [
    'The data of 12 participants were de-identified with anon-bids, version 0.1.0',
    'Faces and ears were removed from 15 images (12 T1w and 3 T2w)',
    'at most 9.3 % of the original skin',
    '24 images in which no face was looked for kept their voxels.',
    '1 image that could not be shown to be safe is not part of the dataset.',
    'keyed hash',
    'Ages above 89 years are given as 89.',
    '2 participants share the values of quasi-identifiers with fewer than 5',
    'bids-validator 1.15.0 (0 errors)',
  ]) {
    t.ok(text.includes(words), words)
  }
  t.notMatch(text, /anonymous|anonymi[sz]ed/)
})

t.test('what was not done is not said', async (t) => {
  const text = renderMethods({
    ...done,
    defaced: new Map(),
    carried: 0,
    withheldImages: 0,
    settings: [{ ...settings, dates: 'remove', pseudonyms: 'keep', policy: 'own' }],
    validator: null,
    errorsAfter: null,
  })
  t.notMatch(text, /Faces|keyed hash|validated|could not be shown|1925/)
  t.match(text, 'Dates were removed.')
  t.match(text, 'labels of participants were kept')
  t.match(text, 'rules of our own')
})

t.test('settings that differed between participants are all told', async (t) => {
  const text = renderMethods({
    ...done,
    versions: ['0.1.0', '0.2.0'],
    settings: [settings, { ...settings, keepEars: true, ageCap: 85 }],
  })
  t.match(text, 'versions 0.1.0 and 0.2.0')
  t.match(text, 'ears in a part of the data')
  t.match(text, 'given as 89. Ages above 85 years')
})

t.test('other methods and programs are named, and not described as our own', async (t) => {
  const of = (more: Partial<WorkSettings>) =>
    renderMethods({ ...done, settings: [{ ...settings, ...more }] })
  t.match(of({ method: 'reface' }), 'replaced by those of an average head in 15 images')
  t.match(of({ engine: 'pydeface' }), 'The removal was done by pydeface.')
  t.match(of({ keepEars: true }), 'Faces, but not ears, were removed from 15 images')
  for (const more of [{ method: 'reface' }, { engine: 'pydeface' }]) {
    t.notMatch(of(more), 'smooth surfaces')
  }
})

t.test('references are numbered as they are cited, and all are cited', async (t) => {
  const text = renderMethods(done)
  const [paragraph = '', references = ''] = text.split('## References')
  const cited = [...paragraph.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n))
  const count = references.match(/^\d+\. .*doi:/gm)?.length ?? 0
  t.same(
    [...new Set(cited)],
    Array.from({ length: count }, (_, n) => n + 1),
  )
})
