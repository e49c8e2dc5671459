import t from 'tap'
import { readTar } from '../../../src/audit/readers/tar.js'
import { buildTar } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith(readTar, bytes)

t.test('members, their names and whoever packed them are looked at', async (t) => {
  const json = '{"PatientName": "Roe"}'
  t.same(look(buildTar([['a/b.json', json]])), ['ARCHIVE_CONTENT member a/b.json, PatientName'])
  t.same(look(buildTar([['vandermolen.txt', 'x']])), ['ORIGINAL_ID_IN_NAME member ***.txt'])
  t.same(look(buildTar([['a.txt', 'x']], 'zeb')), ['ARCHIVE_CONTENT member owners'])
  t.same(look(buildTar([['a.txt', 'number k48213x']])), [
    'ORIGINAL_ID_IN_CONTENT member a.txt',
    'ORIGINAL_ID_IN_CONTENT member a.txt, line 1',
  ])
})

t.test('long names of GNU and pax are names too', async (t) => {
  const gnu = buildTar([
    ['././@LongLink', 'long/josefien.txt\0', 'L'],
    ['long/j', 'x'],
  ])
  t.ok(look(gnu).some((one) => one.startsWith('ORIGINAL_ID_IN_NAME')))
  const pax = buildTar([
    ['PaxHeader', '27 path=long/josefien.txt\n', 'x'],
    ['long/j', 'x'],
  ])
  t.ok(look(pax).some((one) => one.startsWith('ORIGINAL_ID_IN_NAME')))
})

t.test('a clean archive is clean, and a cut one is named', async (t) => {
  const clean = buildTar([['a.json', '{"EchoTime": 0.003}']])
  t.same(look(clean), [])
  t.same(look(clean.subarray(0, 515)), ['FILE_KIND_UNKNOWN'])
})
