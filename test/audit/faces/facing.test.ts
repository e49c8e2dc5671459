import t from 'tap'
import { averageSkin } from '../../../src/audit/faces/average-face.js'
import { LOOKED, partFacing, setBeside } from '../../../src/audit/faces/facing.js'
import { loadAtlas } from '../../../src/deface/atlas.js'
import { RAY, rowAt, type SkinMap, type SkinMaps } from '../../../src/deface/head-grid.js'
import { loadRegions } from '../../../src/deface/regions.js'

const average = averageSkin(loadAtlas())
const regions = loadRegions(1)

/** The average skin, moved out by what `by` says of a height. */
function moved(by: (up: number) => number): SkinMaps {
  const move = (map: SkinMap): SkinMap => ({
    ...map,
    out: map.out.map((out, i) => out + by(rowAt(Math.floor(i / map.width)))),
  })
  const { front, right, left } = average
  return { front: move(front), right: move(right), left: move(left) }
}

t.test('the average head faces as itself, in every region', async (t) => {
  const faced = setBeside(average, average, regions)
  t.equal(faced.shift, 0)
  for (const region of LOOKED) t.equal(partFacing(faced, region, 1), 1, region)
})

t.test('a surface behind the limit is no face', async (t) => {
  const faced = setBeside(
    moved((up) => (up < 20 ? -10 : 0)),
    average,
    regions,
  )
  for (const region of LOOKED) {
    t.equal(partFacing(faced, region, 9), 0, `${region}: 9 mm`)
    t.equal(partFacing(faced, region, 11), 1, `${region}: 11 mm`)
  }
})

t.test('a head that stands back as a whole, forehead too, is judged as it stands', async (t) => {
  const faced = setBeside(
    moved(() => -6),
    average,
    regions,
  )
  t.equal(Math.round(faced.shift), -6)
  t.equal(partFacing(faced, 'eyes', 1), 1)
})

t.test(
  'only rays that are counted count, and what is not in the image says nothing',
  async (t) => {
    const faced = setBeside(average, average, regions)
    const half = partFacing(faced, 'mouth', 1, (ray) => ray % 2 === 0) ?? 0
    t.ok(half > 0.4 && half < 0.6)
    const { front } = average
    const met = front.met.map((ray, i) =>
      rowAt(Math.floor(i / front.width)) < -50 ? RAY.outsideImage : ray,
    )
    const cropped = { ...average, front: { ...front, met } }
    t.equal(partFacing(setBeside(cropped, average, regions), 'mouth', 1), undefined)
    t.equal(partFacing(setBeside(cropped, average, regions), 'eyes', 1), 1)
  },
)
