/** What the validator counted, as the report shows it. */
export interface ValidationCounts {
  readonly errors: number
  readonly warnings: number
  /** Name and version of the validator. */
  readonly validator: string
}
