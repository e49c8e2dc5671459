import { isTechnical, type TextContext } from './text-checks.js'

/** A day inside a version, as in `v1.0.20211006` or `N4_VE11C_LATEST_20160120`. */
const DAY = /(?<!\d)((?:19|20)\d{2})-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d)/g

/**
 * The version of a program as it may stay. Some programs name their versions by the day on which they were built: of it
 * the year stays, which tells versions apart and no day that anything happened.
 * @returns undefined when it is a day and nothing else, or holds words that are not technical
 */
export function keepVersion(text: string, context: TextContext): string | undefined {
  const holdsMore = /[\p{L}\d]/u.test(text.replace(DAY, ''))
  const version = text.replace(DAY, '$1')
  return holdsMore && isTechnical(version, context) ? version : undefined
}
