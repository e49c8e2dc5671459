import { type Atlas, OUTSIDE } from '../../deface/atlas.js'
import { castSkin, type SkinMap, sampleHead, type View } from '../../deface/head-grid.js'
import { identity } from '../../kernels/affine.js'

/** The average head's skin, in its own values. */
const SKIN = 35

let cast: Readonly<Record<View, SkinMap>> | undefined

/** The skin of the average head from its three sides. Made once per thread. */
export function averageSkin({ head }: Atlas): Readonly<Record<View, SkinMap>> {
  if (cast) return cast
  const data = head.data.map((value) => (value === OUTSIDE ? 0 : value))
  const grid = sampleHead({ ...head, data }, identity())
  const see = (view: View) => castSkin(grid, SKIN, view)
  cast = { front: see('front'), right: see('right'), left: see('left') }
  return cast
}
