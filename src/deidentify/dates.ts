import { digest } from './hmac.js'

const DAY_MS = 86_400_000
/** 150 years: so every date until 2075 lands in or before 1925. */
const LEAST_DAYS = 54_787
/** Offsets are spread over a century, so that neither year nor season can be read back. */
const SPREAD_DAYS = 36_525
/** The last moment that BIDS allows a shifted date to have. */
const LAST_MS = Date.UTC(1926, 0, 1) - 1
const FIRST_YEAR = 1000

/**
 * The offset of one participant in whole days, always negative. It depends on the key and the label alone.
 * @param label the participant's original label, without `sub-`
 */
export function offsetDays(key: Uint8Array, label: string): number {
  return -(LEAST_DAYS + (digest(key, 'date', label).readUInt32BE(0) % SPREAD_DAYS))
}

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})(?:\.\d+)?)?$/

/**
 * Moves a date, or a date with a time of day, by whole days. The time stays to the second; a zone becomes UTC (`Z`),
 * since its name would say where the scanner stands.
 * @returns undefined when the text is no date, or would still lie after 1925
 */
export function shiftDate(text: string, days: number): string | undefined {
  const match = DATE_TIME.exec(text.trim()) ?? COMPACT.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = '00', zone] = match
  const moment = readMoment([year, month, day, hour ?? '00', minute ?? '00', second].map(Number))
  if (moment === undefined) return undefined
  const shifted = new Date(moment - zoneMs(zone) + days * DAY_MS)
  if (shifted.getTime() > LAST_MS || shifted.getUTCFullYear() < FIRST_YEAR) return undefined
  const iso = shifted.toISOString()
  if (hour === undefined) return text.includes('-') ? iso.slice(0, 10) : compact(iso.slice(0, 10))
  return iso.slice(0, 19) + (zone === undefined ? '' : 'Z')
}

/** Milliseconds of a date that exists, undefined for 31 April or 25:00. */
function readMoment(parts: readonly number[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const moment = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59))
  const date = new Date(moment)
  const exists =
    year >= FIRST_YEAR &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second <= 60
  return exists ? moment : undefined
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

function compact(date: string): string {
  return date.replaceAll('-', '')
}
