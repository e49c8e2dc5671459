import { text } from 'node:stream/consumers'
import { type Listed, runValidator } from './run-validator.js'
import type { ValidationCounts } from './validation-counts.js'

// Reads the list of files on standard input, validates them as a dataset and prints the counts.
const listed = JSON.parse(await text(process.stdin)) as Listed[]
const { issues, print } = await runValidator(process.env.BIDS_VALIDATOR ?? '', listed)
const count = (wanted: string) => issues.filter(({ severity }) => severity === wanted).length
const counts: ValidationCounts = {
  errors: count('error'),
  warnings: count('warning'),
  validator: process.env.BIDS_VALIDATOR_NAME ?? '',
}
print(JSON.stringify(counts))
