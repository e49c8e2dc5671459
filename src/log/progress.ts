/** How far a phase has come. */
export interface Progress {
  readonly title: string
  readonly done: number
  readonly total: number
  /** What runs now, by output name. */
  readonly running: readonly string[]
  /** Estimated from the pieces done so far; undefined before the first. */
  readonly secondsLeft: number | undefined
}
