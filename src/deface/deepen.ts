import type { Sheet } from '../kernels/envelope.js'
import type { Cut, Sheets } from './cut.js'

/** How much nearer to the brain a cut may come each time that it is laid deeper, mm, and at all. */
const NEARER = 1
const MOST_NEARER = 2

function nearerBy(nearer: number, isNearer: boolean): number {
  return isNearer ? Math.min(MOST_NEARER, nearer + NEARER) : nearer
}

const NO_SHEETS: Sheets = { face: false, rightEar: false, leftEar: false }

/**
 * The cut with some of its sheets below both of two cuts, and lowered by some mm more of the head frame; those under the
 * ears by half of it, since there the brain is near.
 * @param which the sheets that are lowered
 * @param nearer those of them that also come nearer to the brain
 */
export function deepen(
  cut: Cut,
  other: Cut,
  by: number,
  which: Sheets,
  nearer: Sheets = NO_SHEETS,
): Cut {
  const lower = (a: Sheet, b: Sheet, mm: number): Sheet => {
    const base = a.coefficients[0] <= b.coefficients[0] ? a : b
    const coefficients = Float64Array.from(base.coefficients)
    coefficients[0] -= mm
    return { coefficients, scale: base.scale }
  }
  return {
    profile: cut.profile,
    face: which.face ? lower(cut.face, other.face, by) : cut.face,
    nearer: nearerBy(cut.nearer, nearer.face),
    ears: cut.ears.map((ear, i) => {
      const name = ear.side === 1 ? 'rightEar' : 'leftEar'
      if (!which[name]) return ear
      return {
        ...ear,
        sheet: lower(ear.sheet, other.ears[i].sheet, by / 2),
        nearer: nearerBy(ear.nearer, nearer[name]),
      }
    }),
  }
}
