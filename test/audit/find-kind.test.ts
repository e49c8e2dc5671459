import { gzipSync } from 'node:zlib'
import t from 'tap'
import { isTextual } from '../../src/audit/decode.js'
import { findKind } from '../../src/audit/find-kind.js'
import { KINDS } from '../../src/audit/kinds.js'
import { buildDicom, buildJpeg, buildMat, buildPng, buildZip } from '../helpers/file-kinds.js'
import { buildNifti } from '../helpers/nifti.js'

const kindOf = (name: string, start: Uint8Array | string) =>
  findKind(name, Buffer.from(start), isTextual).name

t.test('how a file begins tells more than its name', async (t) => {
  t.equal(kindOf('x.json', buildDicom([])), 'DICOM')
  t.equal(kindOf('x.nii', buildPng([])), 'PNG')
  t.equal(kindOf('x', buildNifti()), 'NIfTI')
  t.equal(kindOf('x.tsv', gzipSync('a')), 'gzip in gzip')
  t.equal(kindOf('x.png', buildJpeg([])), 'JPEG')
  t.equal(kindOf('x.set', buildMat('a')), 'MATLAB')
  t.equal(kindOf('x.docx', buildZip({ a: 'b' })), 'office document')
  t.equal(kindOf('x.dat', buildZip({ a: 'b' })), 'ZIP archive')
})

t.test(
  'names tell where the beginning does not, and texts are read whatever they are called',
  async (t) => {
    t.equal(kindOf('X.JSON', '{}'), 'JSON and notebooks')
    t.equal(kindOf('x.tsv', 'a\tb'), 'table')
    t.equal(kindOf('x.whatever', 'plain words'), 'other text')
    t.equal(kindOf('x.eeg', Buffer.from([0, 1, 2, 3])), 'raw recordings')
    t.equal(kindOf('x.whatever', Buffer.from([0, 1, 2, 3])), 'unknown')
    t.equal(kindOf('', Buffer.from([0, 1, 2, 3])), 'unknown', 'without a name')
    t.equal(kindOf('x.nii', 'plain words'), 'NIfTI', 'so that it is said to be none')
  },
)

t.test(
  'what is only searched or not at all has no reader of its own, all else has one',
  async (t) => {
    for (const { name, depth, read } of KINDS) {
      const isRead = depth === 'read' || depth === 'printable'
      t.equal(read !== undefined, isRead, name)
    }
  },
)
