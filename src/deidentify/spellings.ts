/** Letters that no normal form takes apart, as they are written without them. */
const SPECIAL: Readonly<Record<string, string>> = {
  ...{
    ß: 'ss',
    ø: 'o',
    æ: 'ae',
    œ: 'oe',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ı: 'i',
    ħ: 'h',
    ŋ: 'n',
  },
}
const SPECIAL_LETTER = /[ßøæœłđðþıħŋ]/g

/** Letters that some languages write out when they cannot print them. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', æ: 'ae', ß: 'ss' },
}

/** Cyrillic and Greek letters as passports and libraries write them; a letter without sound is left out. */
const TRANSLITERATED: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i' },
  ...{ к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f' },
  ...{ х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'iu' },
  ...{
    я: 'ia',
    і: 'i',
    ї: 'i',
    є: 'ie',
    ґ: 'g',
    ў: 'u',
    ј: 'j',
    љ: 'lj',
    њ: 'nj',
    ћ: 'c',
    џ: 'dz',
  },
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l' },
  ...{ μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f' },
  ...{ χ: 'ch', ψ: 'ps', ω: 'o' },
}
/** Other ways to write a sound in Latin letters. */
const OTHER_WAYS: readonly (readonly [from: RegExp, to: string])[] = [
  [/i([aeu])/g, 'y$1'],
  [/kh/g, 'h'],
  [/(?<=[aeiou])i$/g, 'y'],
]

/** Lower case without accents: `Müller` becomes `muller`, `Łukasz` becomes `lukasz`. */
export function foldText(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return plain.replace(SPECIAL_LETTER, (letter) => SPECIAL[letter] ?? letter)
}

/** The words of a text, folded: letters and digits without what stands between them. */
export function splitWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The same, taken apart where a capital or a digit begins something new: `DoeJohn3` is `doe john 3`. */
export function splitFinely(text: string): string[] {
  const apart = text.replace(/(\p{Ll})(?=\p{Lu})|(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, '$& ')
  return splitWords(apart)
}

/**
 * How a name may be spelled, each as words: without accents, with letters written out (`Mueller`), with those taken
 * back (`Muller` for `Mueller`), and in Latin letters.
 */
export function spellingsOf(name: string): string[][] {
  const lower = name.normalize('NFC').toLowerCase()
  const written = lower.replace(/[äöüåøæß]/g, (letter) => WRITTEN_OUT[letter] ?? letter)
  const taken = lower.replace(/(?<=\p{L})(?:ue|oe|ae)(?=\p{L})/gu, (two) => two.slice(0, 1))
  const spellings = [lower, written, taken]
  if (/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(lower)) {
    const latin = [...lower.normalize('NFD').replace(/\p{M}+/gu, '')]
      .map((letter) => TRANSLITERATED[letter] ?? letter)
      .join('')
    spellings.push(
      latin,
      OTHER_WAYS.reduce((text, [from, to]) => text.replace(from, to), latin),
    )
  }
  return [...new Set(spellings.map((text) => splitWords(text).join(' ')))].map((text) =>
    text === '' ? [] : text.split(' '),
  )
}
