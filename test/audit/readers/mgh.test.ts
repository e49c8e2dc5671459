import t from 'tap'
import { readMgh } from '../../../src/audit/readers/mgh.js'
import { buildMgh } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith(readMgh, bytes)

t.test('unused bytes of the header and tags behind the voxels are read', async (t) => {
  t.same(look(buildMgh({ unused: 'Vandermolen' })), ['ORIGINAL_ID_IN_CONTENT header unused'])
  t.same(look(buildMgh({ tags: '\0\0\0\x03mri_convert /home/zeb/study/a.dcm\0' })), [
    'LOCAL_PATH tags',
  ])
})

t.test('a plain image is clean, a cut one is named', async (t) => {
  t.same(look(buildMgh()), [])
  t.same(look(buildMgh().subarray(0, 100)), ['FILE_KIND_UNKNOWN header'])
})
