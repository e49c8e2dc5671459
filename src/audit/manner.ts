import type { RuleName } from '../rules.js'

/** What kind of text a file is. */
export interface TextManner {
  /** People give credit here and tell how to be reached: README, CITATION, programs. */
  readonly isCredits?: boolean
  /** Its reader knows which of its fields are credits; its bytes do not tell. */
  readonly holdsCredits?: boolean
}

/** An institution may be named after somebody, and a serial number may look like that of a person. */
export const VAGUE: ReadonlySet<RuleName> = new Set<RuleName>([
  ...(['PERSON_NAME', 'LOCATION', 'DIRECT_ID', 'TIME_OF_DAY'] as const),
])
/** Rules that speak of authors as well as of participants. */
export const SOFT: ReadonlySet<RuleName> = new Set<RuleName>([
  ...(['EMAIL_OR_PHONE', 'PERSON_NAME', 'DATE_NOT_SHIFTED', 'LOCATION'] as const),
])
/** Rules that say the same inside an archive. */
export const TOLD_AS_IT_IS: ReadonlySet<RuleName> = new Set<RuleName>([
  ...(['FILE_KIND_UNKNOWN', 'ORIGINAL_ID_IN_CONTENT', 'ORIGINAL_ID_IN_NAME'] as const),
])

export const CREDIT =
  'This may be an author, a contact or the day of a release; make sure that it is no participant.'
export const ABOUT_A_PERSON = 'A field about a person is left that is not meant for sharing.'
export const TOO_MUCH = 'More is packed inside than can be looked into; the rest was not judged.'
