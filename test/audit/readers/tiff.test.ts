import t from 'tap'
import { readTiff } from '../../../src/audit/readers/tiff.js'
import { buildExif } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

t.test('tags of a TIFF picture are read by their meaning, the rest as text', async (t) => {
  const bytes = Buffer.concat([
    buildExif({ 316: 'mri7' }),
    Buffer.from('<OME><Path>/home/zeb/study/a.czi</Path></OME>'),
  ])
  t.same(lookWith(readTiff, bytes), [
    'HOST_OR_ACCOUNT exif host computer',
    'LOCAL_PATH text inside',
  ])
  t.same(lookWith(readTiff, buildExif({ 305: 'any 1.0' })), [])
})
