/** Headings of a list of changes: a version and the day of its release, which may stay. */
const HEADING =
  /^\s*(?:#+\s*)?\[?v?\d+(?:\.\d+)*[\w.-]*\]?(?:\s*[:(-]?\s*)\d{4}-\d{2}-\d{2}\)?\s*$/
/** Fields of a CITATION.cff. */
const FIELD = /^\s*(?:date-released|date-published|year|month)\s*:/

/** A line of a dataset's text less the day of a release: that day says nothing about a participant. */
export function withoutReleaseDate(line: string): string {
  const isRelease = HEADING.test(line) || FIELD.test(line)
  return isRelease ? line.replace(/\d{4}-\d{2}-\d{2}/, '') : line
}
