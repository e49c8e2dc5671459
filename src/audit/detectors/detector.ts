import type { RuleName } from '../../rules.js'

/** A pattern of values, looked for in every text. */
export interface Detector {
  readonly rule: RuleName
  /** What it finds, for the documentation. */
  readonly what: string
  readonly pattern: RegExp
  /** A sign without which there is nothing to find. */
  readonly needs?: string
  /** A second look at what was found. */
  readonly isMeant?: (found: string, text: string, at: number) => boolean
  /** It tells of somebody who took part, which no credit does. */
  readonly isAboutParticipant?: true
  /** Part of many harmless texts, so that only values of fields and cells count, no prose. */
  readonly onlyInValues?: true
}

/** Of its own flags, so that rows read as plain text. */
export function anyOf(parts: readonly string[], flags = ''): RegExp {
  return new RegExp(parts.join('|'), `g${flags}`)
}
