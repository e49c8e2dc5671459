import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { estimateImageBytes } from '../../src/workers/image-size.js'
import { buildNifti } from '../helpers/nifti.js'

const folder = mkdtempSync(join(tmpdir(), 'anon-bids-test-'))

function estimate(name: string, bytes: Uint8Array): Promise<number | undefined> {
  writeFileSync(join(folder, name), bytes)
  return estimateImageBytes(join(folder, name))
}

t.test('the size without compression is found from header and gzip trailer', async (t) => {
  const image = buildNifti({ shape: [50, 40, 30] })
  t.equal(await estimate('a.nii', image), image.length)
  t.equal(await estimate('a.nii.gz', gzipSync(image)), image.length)
  const second = gzipSync(new Uint8Array(16))
  const members = Buffer.concat([gzipSync(image), second])
  t.equal(
    await estimate('b.nii.gz', members),
    50 * 40 * 30 * 2,
    'the trailer of the last member lies',
  )
})

t.test('a header that speaks of more than the file can hold is told', async (t) => {
  const image = buildNifti({ numbers: { dim: [3, 30000, 30000, 30000, 1, 1, 1, 1] } })
  t.equal(await estimate('c.nii', image), undefined)
  t.equal(await estimate('c.nii.gz', gzipSync(image)), undefined)
})

t.test('what is no image has its own size', async (t) => {
  t.equal(await estimate('d.nii', new Uint8Array(100)), 100)
  t.equal(await estimate('e.nii', new Uint8Array(0)), 0)
})
