import t from 'tap'
import { lookAtAnnexKey } from '../../src/audit/annex-keys.js'
import { ORIGINALS } from '../helpers/look.js'

const rules = (key: string) =>
  lookAtAnnexKey(`.git/annex/objects/a/b/${key}/${key}`, 'sub-01/x', { originals: ORIGINALS }).map(
    ({ rule }) => rule,
  )

t.test('keys of sums tell nothing', async (t) => {
  t.same(rules('MD5E-s1234--d41d8cd98f00b204e9800998ecf8427e.nii.gz'), [])
  t.same(rules('SHA256E-s1--9f86d081884c7d659a2feaa0c55ad015.json'), [])
})

t.test('keys that hold a name, a time or an address tell it', async (t) => {
  t.same(rules('WORM-s12-m1555061482--Vandermolen.nii'), [
    'ORIGINAL_ID_IN_NAME',
    'DATE_NOT_SHIFTED',
  ])
  t.ok(rules('URL--https&c%%nas.klinik.local%raw.dcm').includes('HOST_OR_ACCOUNT'))
  t.ok(rules('WORM-s12--scan_2019-04-12.nii').includes('DATE_NOT_SHIFTED'))
})
