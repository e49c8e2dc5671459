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

/** Cyrillic after the passport spelling, Greek after ISO 843 without accents. */
const LATIN: ReadonlyMap<string, string> = new Map(
  [
    ['абвгдезиклмнопрстуфыэії', 'a b v g d e z i k l m n o p r s t u f y e i yi'],
    ['йжхцчшщъьюяєґ', 'i zh kh ts ch sh shch _ _ iu ia ie g'],
    ['αβγδεζηθικλμνξοπρσςτυφχψω', 'a v g d e z i th i k l m n x o p r s s t y f ch ps o'],
  ].flatMap(([letters = '', spelt = '']) => {
    const parts = spelt.split(' ')
    return Array.from(letters, (letter, n): [string, string] => [
      letter,
      (parts[n] ?? '').replace('_', ''),
    ])
  }),
)

/** A name in Cyrillic or Greek in Latin letters; undefined for other scripts. */
export function transliterate(text: string): string | undefined {
  const lower = text.normalize('NFC').toLowerCase()
  if (!/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(lower)) return undefined
  const spelt = Array.from(lower, (letter) => LATIN.get(letter) ?? letter).join('')
  return Array.from(foldText(spelt), (letter) => LATIN.get(letter) ?? letter).join('')
}

/** Scripts that put no blanks between words, and say a name in two or three signs. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
