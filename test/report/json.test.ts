import t from 'tap'
import { renderJson } from '../../src/report/json.js'
import { finding } from '../../src/rules.js'
import { passedImage, sampleReport, T1W } from '../helpers/leak-report.js'

const parse = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))

t.test('a report becomes JSON that holds just what it held', async (t) => {
  const report = sampleReport()
  t.same(parse(renderJson(report)), report)
  t.same(
    Object.keys(parse(renderJson(report))),
    [
      ...['schemaVersion', 'tool', 'mode', 'verdict', 'counts', 'images', 'findings'],
      ...['quasiIdentifiers', 'bids'],
    ].sort((a, b) => Object.keys(report).indexOf(a) - Object.keys(report).indexOf(b)),
  )
})

t.test('validation that was not run is null', async (t) => {
  const bids = { before: null, after: null, validator: null }
  t.same(parse(renderJson(sampleReport({ bids }))).bids, bids)
})

t.test('equal reports give equal bytes', async (t) => {
  t.same(renderJson(sampleReport()), renderJson(sampleReport()))
})

t.test('what the schema does not know is refused', async (t) => {
  const image = passedImage(T1W)
  const strange = [
    sampleReport({ images: [{ ...image, method: 'wish' }] }),
    sampleReport({
      images: [{ ...image, face: { tail: { keptFraction: 0, depthCorrelation: 0 } } }],
    }),
    sampleReport({ images: [{ ...image, brain: { changedVoxels: -1, changedFraction: 0 } }] }),
    sampleReport({ findings: [finding('FREE_TEXT', '/absolute/path')] }),
    { ...sampleReport(), host: 'any' },
  ]
  for (const report of strange) t.throws(() => renderJson(report), /does not follow its schema/)
})
