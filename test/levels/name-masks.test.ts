import t from 'tap'
import { nameMasks } from '../../src/levels/name-masks.js'

const nameOne = (image: string) => nameMasks([image]).get(image)

t.test('a mask is named after its image, as BIDS names masks', async (t) => {
  t.equal(
    nameOne('sub-a/ses-b/anat/sub-a_ses-b_acq-x_run-2_T1w.nii.gz'),
    'sub-a/ses-b/anat/sub-a_ses-b_acq-x_run-2_mod-T1w_defacemask.nii.gz',
  )
  t.equal(
    nameOne('sub-a/anat/sub-a_run-1_chunk-2_T1w.nii'),
    'sub-a/anat/sub-a_run-1_mod-T1w_chunk-2_defacemask.nii',
  )
})

t.test('entities that a mask may not have, and other datatypes, go into mod', async (t) => {
  t.equal(
    nameOne('sub-a/anat/sub-a_inv-1_part-mag_MP2RAGE.nii.gz'),
    'sub-a/anat/sub-a_mod-MP2RAGEinv1partmag_defacemask.nii.gz',
  )
  t.equal(
    nameOne('sub-a/fmap/sub-a_magnitude1.nii.gz'),
    'sub-a/anat/sub-a_mod-magnitude1_defacemask.nii.gz',
  )
})

t.test('no two images share a mask, in whichever order they come', async (t) => {
  const images = [
    'sub-a/perf/sub-a_m0scan.nii.gz',
    'sub-a/fmap/sub-a_m0scan.nii.gz',
    'sub-a/anat/sub-a_echo-1_MEGRE.nii.gz',
    'sub-a/anat/sub-a_echo-2_MEGRE.nii.gz',
  ]
  const names = nameMasks(images)
  t.equal(new Set(names.values()).size, images.length)
  t.strictSame(nameMasks(images.toReversed()), names)
})
