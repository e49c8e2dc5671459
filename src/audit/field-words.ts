import { commonForm } from './field-languages.js'
import { foldText } from './fold.js'

/** Words that others are made of without a blank between them: `Patientennummer`, `Geburtsdatum`. */
const COMPOUND =
  /^(?:(\p{L}{3,})(nummer|name|datum)|(\p{L}{5,})(nr)|(serial|patient|phone|case|record|visit|request|order|account)(no|nr|num|number)|(test|scan|visit|exam|start|end|session|study|acq|birth|record|admission|interview)(date|time))$/u

/** The words of a field's name: `emergencyContactPhone` and `emergency_contact.phone` give the same. */
export function fieldWords(name: string): string[] {
  const spaced = name
    .replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{Lu}+)(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .replace(/'s\b/g, '')
  return foldText(spaced).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The same words in the one form that the deny-list has. */
export function commonWords(words: readonly string[]): string[] {
  return words
    .flatMap((word) => {
      const parts = COMPOUND.exec(word)
        ?.slice(1)
        .filter((part) => part !== undefined)
      return parts && !WHOLE.has(word) ? parts : [word]
    })
    .flatMap(commonForm)
}

/** Words that only look as if they were made of two. */
const WHOLE: ReadonlySet<string> = new Set([
  ...['username', 'hostname', 'surname', 'nickname', 'filename', 'patientname', 'stationname'],
  ...['rename', 'firstname', 'lastname', 'subjectname', 'personnummer', 'nodename', 'sysname'],
  ...['forename', 'pathname', 'codename', 'typename', 'classname', 'basename', 'dirname'],
])
