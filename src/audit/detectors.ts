import { CONTACTS } from './detectors/contacts.js'
import { CREDENTIALS } from './detectors/credentials.js'
import type { Detector } from './detectors/detector.js'
import { MACHINES } from './detectors/machines.js'
import { NUMBERS } from './detectors/numbers.js'
import { PEOPLE } from './detectors/people.js'
import { TIMES } from './detectors/times.js'

export type { Detector }

/** Every detector, in the order of the documentation. */
export const DETECTORS: readonly Detector[] = [
  ...CREDENTIALS,
  ...CONTACTS,
  ...MACHINES,
  ...TIMES,
  ...PEOPLE,
  ...NUMBERS,
]
