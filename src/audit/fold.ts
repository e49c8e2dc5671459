/** Letters that no decomposition turns into plain ones, as people type them without. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd', ı: 'i' },
}

/** Lower case without accents. */
export function foldText(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}+/gu, '')
  return bare.toLowerCase().replace(/[ßæœøđłþðı]/g, (letter) => PLAIN[letter] ?? letter)
}

/** Letters and digits in lower case without accents. */
export function splitWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Letters as German, Scandinavian and Dutch writers spell them out. */
const SPELT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }

/** The text with umlauts spelt out (`Müller`: `mueller`); undefined when it has none. */
export function spellOut(text: string): string | undefined {
  const lower = text.normalize('NFC').toLowerCase()
  const spelt = lower.replace(/[äöüåø]/g, (letter) => SPELT[letter] ?? letter)
  return spelt === lower ? undefined : spelt
}

const CYRILLIC = 'абвгдезиклмнопрстуфыэії'
const GREEK = 'αβγδεζηθικλμνξοπρσςτυφχψω'
type Letters = readonly [letters: string, spelt: string]
const COMMON: readonly Letters[] = [
  [CYRILLIC, 'a b v g d e z i k l m n o p r s t u f y e i yi'],
  [GREEK, 'a v g d e z i th i k l m n x o p r s s t y f ch ps o'],
]

/**
 * Ways to write Cyrillic and Greek in Latin letters: passports (ICAO), English newspapers and maps (BGN/PCGN), German and
 * scholarly writing; Greek after ISO 843 without accents.
 */
const WAYS: readonly (readonly Letters[])[] = [
  [...COMMON, ['йжхцчшщъьюяєґё', 'i zh kh ts ch sh shch _ _ iu ia ie g e']],
  [...COMMON, ['йжхцчшщъьюяєґё', 'y zh kh ts ch sh shch _ _ yu ya ye g yo']],
  [...COMMON, ['вжзйсхцчшщъьюяєґё', 'w sch s j s ch z tsch sch schtsch _ _ ju ja je g jo']],
  [...COMMON, ['йжхцчшщъьюяєґё', 'j z h c c s sc _ _ ju ja je g e']],
]
const SCRIPTS = WAYS.map(lettersOf)

function lettersOf(rows: readonly Letters[]): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap(([letters, spelt]) => {
      const parts = spelt.split(' ')
      return Array.from(letters, (letter, n): [string, string] => [
        letter,
        (parts[n] ?? '').replace('_', ''),
      ])
    }),
  )
}

/** A name in Cyrillic or Greek in Latin letters, in each way to write it; none for other scripts. */
export function transliterate(text: string): string[] {
  const lower = text.normalize('NFC').toLowerCase()
  if (!/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(lower)) return []
  const spelt = SCRIPTS.map((letters) => {
    const once = Array.from(lower, (letter) => letters.get(letter) ?? letter).join('')
    return Array.from(foldText(once), (letter) => letters.get(letter) ?? letter).join('')
  })
  // endings such as -ский are also written with one letter
  const short = spelt.map((way) => way.replace(/(?:iy|yy|ij|yj|ii)(?!\p{L})/gu, 'y'))
  // the Greek ου, letter by letter and as it is spoken
  const spoken = /\p{Script=Greek}/u.test(lower)
    ? spelt.map((way) => way.replaceAll('oy', 'ou'))
    : []
  return [...new Set([...spelt, ...short, ...spoken])]
}

/** Scripts that put no blanks between words, and say a name in two or three signs. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
