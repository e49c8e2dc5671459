import t from 'tap'
import type { ImageVerdict } from '../../src/report/leak-report.js'
import {
  bestAttack,
  mostKept,
  nameRegion,
  participantOf,
  percent,
  plural,
} from '../../src/report/words.js'

const image = {
  file: 'sub-a/anat/sub-a_T1w.nii.gz',
  face: {
    nose: { keptFraction: 0.01, depthCorrelation: 0.1 },
    chin: { keptFraction: 0.2, depthCorrelation: 0.3 },
    forehead: { keptFraction: 1, depthCorrelation: 1 },
    leftEar: { keptFraction: 0.5, depthCorrelation: 0.2 },
  },
  recoverable: { smooth: 0.1, mirror: 0.4 },
} as unknown as ImageVerdict

t.test('figures are told in words', async (t) => {
  t.equal(percent(0), '0 %')
  t.equal(percent(0.031), '3.1 %')
  t.equal(percent(0.5), '50 %')
  t.equal(plural(1, 'image'), '1 image')
  t.equal(plural(0, 'image'), '0 images')
  t.equal(nameRegion('leftEar'), 'left ear')
  t.equal(nameRegion('tail'), 'tail', 'one that has no name of its own')
})

t.test('of a part the region counts of which most is left; the forehead stays', async (t) => {
  t.same(mostKept(image, 'Face'), { region: 'chin', keptFraction: 0.2 })
  t.same(mostKept(image, 'Ears'), { region: 'leftEar', keptFraction: 0.5 })
  t.equal(mostKept({ ...image, face: {} }, 'Face'), undefined)
  t.same(bestAttack(image), { attack: 'mirror', score: 0.4 })
})

t.test('a participant is known by the path alone', async (t) => {
  t.equal(participantOf('sub-a/anat/sub-a_T1w.nii.gz'), 'sub-a')
  t.equal(participantOf('derivatives/sub-a.html'), '')
})
