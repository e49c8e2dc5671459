import t from 'tap'
import { BRAIN_CENTRE, loadAtlas } from '../../src/deface/atlas.js'
import {
  apart,
  binsOf,
  gainAt,
  locateByAtlas,
  locateByReference,
  makeTargets,
  type Targets,
} from '../../src/deface/locate.js'
import type { HeadReference } from '../../src/deface/outcome.js'
import {
  identity,
  type Matrix4,
  multiply,
  rotation,
  translation,
} from '../../src/kernels/affine.js'
import { IMAGE_BINS } from '../../src/kernels/mutual-information.js'
import { makePyramid } from '../../src/kernels/pyramid.js'
import { averageHead, NO_CUT } from '../helpers/head.js'
import { about, scaling } from '../helpers/matrix.js'

const atlas = loadAtlas()

/** The average head lying in the scanner at a pose, with another contrast when asked. */
function targetsAt(pose: Matrix4, contrast: (value: number) => number = (v) => v): Targets {
  const { shape, affine, data } = averageHead()
  const base = { shape, affine: multiply(pose, affine), data: data.map(contrast) }
  return makeTargets(makePyramid(base), atlas)
}

const inverted = (v: number) => (v < 12 ? v : 270 - v)
const tilted = multiply(
  translation(12, 40, -25),
  multiply(rotation(0.25, -0.1, 0.2), scaling(0.93)),
)

t.test('the average head is found at a known pose within 2 mm, in either contrast', async (t) => {
  for (const contrast of [(v: number) => v, inverted]) {
    const found = locateByAtlas(targetsAt(tilted, contrast), atlas, false)
    t.ok(apart(found.pose, tilted) < 2, `${apart(found.pose, tilted)} mm`)
    t.ok(found.overlap > 0.9 && found.disagreementMm < 5)
  }
})

t.test('the wide search finds a head that lies on its side', async (t) => {
  const aside = multiply(translation(0, 20, 10), rotation(0.2, 1, 0.4))
  const found = locateByAtlas(targetsAt(aside), atlas, true)
  t.ok(apart(found.pose, aside) < 2, `${apart(found.pose, aside)} mm`)
})

t.test('an image tells much where the head is, and little of a head that is not', async (t) => {
  const { fine } = targetsAt(tilted)
  const gain = (moved: Matrix4) => gainAt(fine, atlas.fine, multiply(tilted, moved))
  t.ok(gain(identity()) > 4)
  for (const turn of [rotation(Math.PI, 0, 0), rotation(0, 0, Math.PI), rotation(0, -1.2, 0)]) {
    t.ok(gain(about(BRAIN_CENTRE, turn)) < 1.5)
  }
  t.ok(gain(translation(0, 30, 0)) < 2 && gain(translation(0, 0, -30)) < 2)
  t.equal(gain(translation(900, 0, 0)), 0)
})

t.test('the same image gives the same place', async (t) => {
  const targets = targetsAt(tilted)
  const first = locateByAtlas(targets, atlas, false)
  t.strictSame(locateByAtlas(targetsAt(tilted), atlas, false), first)
  t.strictSame(locateByAtlas(targets, atlas, false), first, 'and scoring leaves no trace')
})

function referenceAt(pose: Matrix4): HeadReference {
  const targets = targetsAt(pose)
  return {
    pose,
    middle: binsOf(targets.middle, atlas.middle, pose),
    fine: binsOf(targets.fine, atlas.fine, pose),
    cut: NO_CUT,
  }
}

t.test('by the leading image, a second contrast is found where the person moved to', async (t) => {
  const moved = multiply(multiply(translation(4, -3, 5), rotation(0.05, 0.04, -0.06)), tilted)
  const found = locateByReference(targetsAt(moved, inverted), atlas, referenceAt(tilted))
  t.ok(apart(found.pose, moved) < 2, `${apart(found.pose, moved)} mm`)
  t.ok(found.disagreementMm < 5)
})

t.test('bins are those of the image, and 255 where it shows nothing', async (t) => {
  const targets = targetsAt(identity())
  const bins = binsOf(targets.middle, atlas.middle, identity())
  t.equal(bins.length, atlas.middle.count)
  t.ok(bins.every((bin) => bin < IMAGE_BINS || bin === 255))
  t.ok(bins.filter((bin) => bin === 255).length < 0.1 * bins.length)
  t.ok(new Set(bins).size > 15)
  t.ok(binsOf(targets.middle, atlas.middle, translation(999, 0, 0)).every((bin) => bin === 255))
})

t.test('poses are as far apart as the worst corner of the brain', async (t) => {
  t.equal(apart(identity(), translation(0, 3, 4)), 5)
  t.equal(apart(tilted, tilted), 0)
})
