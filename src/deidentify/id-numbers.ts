/** A number by which a state, an insurer or a bank knows a person, and whether its check digits hold. */
interface IdNumber {
  readonly name: string
  readonly pattern: RegExp
  readonly isValid: (characters: string) => boolean
}

/** Sum of digits times their weights; a letter counts as nothing. */
function weigh(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

/** The rule of Luhn: from the right, every second digit doubled. */
function isLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** The remainder of a number of any length; letters count as 10 to 35. */
function remainder(characters: string, modulus: number): number {
  const digits = [...characters].map((one) => String(Number.parseInt(one, 36))).join('')
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % modulus, 0)
}

const SPANISH = 'TRWAGMYFPDXBNJZSQVHLCKE'
const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY'
/** Between the groups of a number. */
const GAP = '[ .-]?'

/**
 * Numbers whose form alone would hit too much, so that their check digits are computed. Runs of seven digits and more
 * need no check: see the table of detectors.
 */
export const ID_NUMBERS: readonly IdNumber[] = [
  {
    name: 'NHS number',
    pattern: /(?<!\d)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)/g,
    isValid: (text) =>
      (11 - (weigh(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(text[9]),
  },
  {
    name: 'Canadian social insurance',
    pattern: /(?<!\d)\d{3}[ -]\d{3}[ -]\d{3}(?!\d)/g,
    isValid: isLuhn,
  },
  {
    name: 'French social security',
    pattern: new RegExp(
      `(?<!\\d)[12]${GAP}\\d{2}${GAP}(?:0[1-9]|1[0-2])${GAP}\\d[\\dAB]${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{2}(?!\\d)`,
      'g',
    ),
    isValid: (text) => {
      const body = text.slice(0, 13).replace('2A', '19').replace('2B', '18')
      return 97 - remainder(body, 97) === Number(text.slice(13))
    },
  },
  {
    name: 'German health insurance',
    pattern: /(?<![A-Za-z\d])[A-Z]\d{9}(?!\d)/g,
    isValid: (text) => {
      const letter = String(text.charCodeAt(0) - 64).padStart(2, '0')
      const sum = [...letter, ...text.slice(1, 9)].reduce((total, digit, at) => {
        const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
        return total + (value > 9 ? value - 9 : value)
      }, 0)
      return sum % 10 === Number(text[9])
    },
  },
  {
    name: 'Spanish identity',
    pattern: /(?<![A-Za-z\d])\d{8}[ -]?[A-Z](?![A-Za-z\d])/g,
    isValid: (text) => SPANISH[Number(text.slice(0, 8)) % 23] === text[8],
  },
  {
    name: 'Italian tax code',
    pattern: /(?<![A-Za-z\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z\d])/g,
    isValid: () => true,
  },
  {
    name: 'British national insurance',
    pattern:
      /(?<![A-Za-z\d])[A-CEGHJ-PR-TW-Z]{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-D](?![A-Za-z\d])/g,
    isValid: () => true,
  },
  {
    name: 'Swedish identity',
    pattern: /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+]\d{4}(?!\d)/g,
    isValid: isLuhn,
  },
  {
    name: 'Danish identity',
    pattern: /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{4}(?!\d)/g,
    isValid: () => true,
  },
  {
    name: 'Finnish identity',
    pattern:
      /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A]\d{3}[\dA-Y](?![A-Za-z\d])/g,
    isValid: (text) => {
      const digits = text.replace(/^(\d{6})A/, '$1')
      return FINNISH[Number(digits.slice(0, 9)) % 31] === digits[9]
    },
  },
  {
    name: 'bank account',
    pattern: /(?<![A-Za-z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?(?![A-Za-z\d])/g,
    isValid: (text) => remainder(text.slice(4) + text.slice(0, 4), 97) === 1,
  },
  {
    name: 'payment card',
    pattern: /(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)/g,
    isValid: isLuhn,
  },
]

/** Whether a text holds a number of the table whose check digits hold. */
export function holdsIdNumber(text: string): boolean {
  if (!/\d\D{0,2}\d/.test(text)) return false
  return ID_NUMBERS.some(({ pattern, isValid }) =>
    [...text.matchAll(pattern)].some(([found]) => isValid(found.replaceAll(/[ .+-]/g, ''))),
  )
}
