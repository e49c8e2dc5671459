import { shiftDate } from './dates.js'
import { digest, encodeLabel } from './hmac.js'

export interface SessionSettings {
  readonly key: Uint8Array
  /** The participant's original label and offset. */
  readonly participant: string
  readonly days: number
  readonly dates: 'shift' | 'remove'
  /** Whether a label, or what is left of it without its day, may tell who somebody is. */
  readonly isTelling: (label: string) => boolean
}

/** Runs of digits that are a day: YYYYMMDD, shifted in place. Those of an output that was shifted before are too. */
const DAY = /(?<!\d)((?:1\d|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)/
/** Runs that may be a date in another order, with two digits for the year, with a time, or a year alone. */
const DATE_LIKE = /(?<!\d)(?:\d{6}|\d{8}|\d{12}|\d{14}|(?:19|20)\d{2})(?!\d)/
const PLAIN = /^[0-9A-Za-z+]+$/
const SHORTEST_ID = 4
const HASHED_LENGTH = 6

/**
 * What a session is called in the output. Most labels stay; one that holds a date is moved with the dates of its
 * participant, so that intervals stay; one that holds another date form, a label or a name of the input or of somebody, or characters
 * that BIDS does not allow, becomes a hash.
 */
export function mapSession(label: string, settings: SessionSettings): string {
  const { key, participant, days, dates, isTelling } = settings
  const hashed = () => `s${encodeLabel(digest(key, 'session', participant, label), HASHED_LENGTH)}`
  if (!PLAIN.test(label) || holdsLabel(label, participant)) return hashed()
  const day = DAY.exec(label)?.[1]
  if (day !== undefined) {
    const shifted = dates === 'shift' ? shiftDate(day, days) : undefined
    const [before = '', behind = ''] = label.split(day)
    const isPlain = [before, behind].every(
      (part) => part === '' || !(DATE_LIKE.test(part) || isTelling(part)),
    )
    return shifted !== undefined && isPlain ? before + shifted + behind : hashed()
  }
  return DATE_LIKE.test(label) || isTelling(label) ? hashed() : label
}

function holdsLabel(label: string, participant: string): boolean {
  return (
    participant.length >= SHORTEST_ID && label.toLowerCase().includes(participant.toLowerCase())
  )
}
