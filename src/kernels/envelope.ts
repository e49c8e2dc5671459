/**
 * A smooth sheet w = sum_k c_k m_k(u, v) below scattered points (u, v, w), as high as possible.
 *
 * Six numbers decide its shape, so it follows how far a head stands out, never its detail. The fit is a low expectile
 * (asymmetric least squares: Newey W, Powell J. Econometrica 1987;55:819-847), then the sheet is moved up or down until just
 * a given part of one group, and of no group more, lies below it.
 */
export interface Sheet {
  /** Of 1, u, v, u^2, v^2, v^2 u, with u and v in units of `scale`. */
  readonly coefficients: Float64Array
  readonly scale: number
}

export interface SheetPoint {
  readonly u: number
  readonly v: number
  readonly w: number
  /** Points of one group are counted together. */
  readonly group: number
}

const TERMS = 6

function terms(u: number, v: number, out: Float64Array): void {
  out[0] = 1
  out[1] = u
  out[2] = v
  out[3] = u * u
  out[4] = v * v
  out[5] = v * v * u
}

/** Height of the sheet at (u, v). */
export function sheetAt(sheet: Sheet, u: number, v: number): number {
  const c = sheet.coefficients
  const x = u / sheet.scale
  const y = v / sheet.scale
  const yy = y * y
  return c[0] + c[1] * x + c[2] * y + c[3] * x * x + yy * (c[4] + c[5] * x)
}

/**
 * @param parts of each group (by number) that may lie below the sheet, 0 to 1
 * @param prior sheet that the fit is pulled to
 * @param trust weight of each of the prior's coefficients, in points; a large one fixes it
 */
export function fitSheetBelow(
  points: readonly SheetPoint[],
  scale: number,
  parts: readonly number[],
  prior: Sheet,
  trust: readonly number[],
): Sheet {
  let coefficients: Float64Array = Float64Array.from(prior.coefficients)
  const row = new Float64Array(TERMS)
  for (let round = 0; round < 12; round++) {
    const a = new Float64Array(TERMS * TERMS)
    const b = new Float64Array(TERMS)
    for (const point of points) {
      terms(point.u / scale, point.v / scale, row)
      let at = 0
      for (let k = 0; k < TERMS; k++) at += coefficients[k] * row[k]
      const weight = point.w < at ? 1 : 0.02
      accumulate(a, b, row, point.w, weight)
    }
    for (let k = 0; k < TERMS; k++) {
      a[TERMS * k + k] += trust[k]
      b[k] += trust[k] * prior.coefficients[k]
    }
    const next = solveSymmetric(a, b)
    if (!next) break
    coefficients = next
  }
  const sheet = { coefficients, scale }
  const excess = largestExcess(sheet, points, parts)
  if (Number.isFinite(excess)) coefficients[0] -= excess
  return sheet
}

function accumulate(
  a: Float64Array,
  b: Float64Array,
  row: Float64Array,
  w: number,
  weight: number,
): void {
  for (let r = 0; r < TERMS; r++) {
    b[r] += weight * row[r] * w
    for (let c = 0; c < TERMS; c++) a[TERMS * r + c] += weight * row[r] * row[c]
  }
}

/** How far the sheet has to be lowered so that no group has more than its part of points below it. */
function largestExcess(
  sheet: Sheet,
  points: readonly SheetPoint[],
  parts: readonly number[],
): number {
  const groups = new Map<number, number[]>()
  for (const p of points) {
    const excess = sheetAt(sheet, p.u, p.v) - p.w
    const list = groups.get(p.group)
    if (list) list.push(excess)
    else groups.set(p.group, [excess])
  }
  let worst = Number.NEGATIVE_INFINITY
  for (const [group, list] of groups) {
    if (list.length < 20) continue
    const above = Math.min(list.length - 1, Math.floor(parts[group] * list.length))
    worst = Math.max(worst, Float64Array.from(list).sort()[list.length - 1 - above])
  }
  return worst
}

/** Cholesky's way for a small positive definite system. */
function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const n = b.length
  const l = new Float64Array(n * n)
  for (let r = 0; r < n; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = a[n * r + c]
      for (let k = 0; k < c; k++) sum -= l[n * r + k] * l[n * c + k]
      if (r === c) {
        if (!(sum > 1e-12)) return undefined
        l[n * r + r] = Math.sqrt(sum)
      } else l[n * r + c] = sum / l[n * c + c]
    }
  }
  const y = new Float64Array(n)
  for (let r = 0; r < n; r++) {
    y[r] = b[r]
    for (let k = 0; k < r; k++) y[r] -= l[n * r + k] * y[k]
    y[r] /= l[n * r + r]
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = r + 1; k < n; k++) y[r] -= l[n * k + r] * y[k]
    y[r] /= l[n * r + r]
  }
  return y
}
