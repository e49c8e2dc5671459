/** Digits of a text, as numbers. */
function digitsOf(text: string): number[] {
  return Array.from(text.replace(/\D/g, ''), Number)
}

function weigh(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, k) => sum + weight * (digits[k] ?? 0), 0)
}

/** The check of payment cards, Swedish and Canadian numbers: ISO/IEC 7812-1, annex B. */
export function isLuhn(text: string): boolean {
  const digits = digitsOf(text).reverse()
  const sum = digits.reduce((total, digit, k) => {
    const value = k % 2 === 1 ? 2 * digit : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return digits.length > 1 && sum > 0 && sum % 10 === 0
}

/** United Kingdom, National Health Service. */
export function isNhsNumber(text: string): boolean {
  const digits = digitsOf(text)
  const rest = (11 - (weigh(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return digits.length === 10 && rest === digits[9]
}

/** Brazil, CPF. */
export function isCpf(text: string): boolean {
  const digits = digitsOf(text)
  const check = (count: number) => {
    const weights = Array.from({ length: count }, (_, k) => count + 1 - k)
    return ((weigh(digits, weights) * 10) % 11) % 10
  }
  return digits.length === 11 && check(9) === digits[9] && check(10) === digits[10]
}

/** Spain, DNI and NIE: eight digits (or X, Y, Z and seven) and a letter. */
export function isDni(text: string): boolean {
  const number = text.replace(/\W/g, '').toUpperCase()
  const value = Number(number.slice(0, -1).replace(/^[XYZ]/, (c) => String('XYZ'.indexOf(c))))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[value % 23] === number.at(-1)
}

/** Finland: the check sign of a personal identity code. */
export function isHetu(text: string): boolean {
  const value = Number(text.slice(0, 6) + text.slice(7, 10))
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[value % 31] === text.at(-1)?.toUpperCase()
}

/** France: the key of a social security number. */
export function isNir(text: string): boolean {
  const plain = text.replace(/[ .]/g, '').toUpperCase().replace('2A', '19').replace('2B', '18')
  if (!/^\d{15}$/.test(plain)) return false
  return 97 - Number(BigInt(plain.slice(0, 13)) % 97n) === Number(plain.slice(13))
}

/** Belgium: the national number; those born from 2000 on count with a 2 before. */
export function isBelgianNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  const key = Number(digits.slice(9))
  const number = digits.slice(0, 9)
  return [number, `2${number}`].some((base) => 97 - (Number(base) % 97) === key)
}

/** Switzerland: the check digit of an AHV number, as that of an EAN. */
export function isAhv(text: string): boolean {
  const digits = digitsOf(text)
  const sum = weigh(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3])
  return digits.length === 13 && (10 - (sum % 10)) % 10 === digits[12]
}

/** ISO 13616. */
export function isIban(text: string): boolean {
  const plain = text.replace(/\s/g, '').toUpperCase()
  const turned = plain.slice(4) + plain.slice(0, 4)
  const number = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return plain.length >= 15 && BigInt(number) % 97n === 1n
}

/** Germany: the number of a health insurance card, a letter and nine digits. */
export function isKvnr(text: string): boolean {
  const letter = String(text.charCodeAt(0) - 64).padStart(2, '0')
  const digits = digitsOf(letter + text.slice(1))
  const sum = digits.slice(0, 10).reduce((total, digit, k) => {
    const value = k % 2 === 1 ? 2 * digit : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === digits[10]
}

/** How the last digits of a number follow from those before. */
interface Weighing {
  readonly weights: readonly number[]
  readonly modulus: number
  /** What the check digit is, from the remainder. */
  readonly from: (rest: number) => number
}

const asItIs = (rest: number) => rest % 10
const toTen = (rest: number) => (10 - rest) % 10
const toEleven = (rest: number) => (11 - rest) % 11

/** Whether the digit behind the weighed ones is the one that they give. */
function hasCheck(text: string, { weights, modulus, from }: Weighing): boolean {
  const digits = digitsOf(text)
  return from(weigh(digits, weights) % modulus) === digits[weights.length]
}

/** Whether digits of a number are a month and a day; some countries add to the month. */
function hasDay(
  text: string,
  month: number,
  day: number,
  added: readonly number[] = [0],
): boolean {
  const digits = text.replace(/\D/g, '')
  const m = Number(digits.slice(month, month + 2))
  const d = Number(digits.slice(day, day + 2))
  return d >= 1 && d <= 31 && added.some((more) => m - more >= 1 && m - more <= 12)
}

/** Poland, PESEL; the month tells the century. */
export function isPesel(text: string): boolean {
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]
  return hasDay(text, 2, 4, [0, 20, 80]) && hasCheck(text, { weights, modulus: 10, from: toTen })
}

/** Türkiye, the number of the identity card. */
export function isKimlik(text: string): boolean {
  const digits = digitsOf(text)
  const first = weigh(digits, [7, 9, 7, 9, 7, 9, 7, 9, 7]) % 10
  const sum = weigh(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10
  return digits.length === 11 && digits[0] > 0 && digits[9] === first && digits[10] === sum
}

/** Norway, the number of birth, with two check digits; the day of some has 40 added. */
export function isFodselsnummer(text: string): boolean {
  const first = { weights: [3, 7, 6, 1, 8, 9, 4, 5, 2], modulus: 11, from: toEleven }
  const second = { weights: [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], modulus: 11, from: toEleven }
  return hasDay(text, 2, 0) && hasCheck(text, first) && hasCheck(text, second)
}

/** Greece (AMKA) and South Africa: a day of birth, a count and the check of payment cards. */
export function isAmka(text: string): boolean {
  return hasDay(text, 2, 0) && isLuhn(text)
}

/** South Africa: year, month and day, and the check of payment cards. */
export function isSouthAfrican(text: string): boolean {
  return hasDay(text, 2, 4) && isLuhn(text)
}

/** China, the number of a resident (GB 11643): 17 digits and a check sign that may be X. */
export function isResidentNumber(text: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sign = '10X98765432'[weigh(digitsOf(text.slice(0, 17)), weights) % 11]
  return hasDay(text, 10, 12) && sign === text.at(17)?.toUpperCase()
}

/** Romania, CNP. */
export function isCnp(text: string): boolean {
  const weights = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]
  const from = (rest: number) => (rest === 10 ? 1 : rest)
  return hasDay(text, 3, 5) && hasCheck(text, { weights, modulus: 11, from })
}

/** Serbia and its neighbours, JMBG. */
export function isJmbg(text: string): boolean {
  const weights = [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
  return hasDay(text, 2, 0) && hasCheck(text, { weights, modulus: 11, from: toEleven })
}

/** Estonia and Lithuania: where the first weights leave ten, others count. */
export function isBalticNumber(text: string): boolean {
  const digits = digitsOf(text)
  const first = weigh(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11
  const rest = first < 10 ? first : (weigh(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10
  return hasDay(text, 3, 5) && digits[0] > 0 && digits[0] < 7 && rest === digits[10]
}

/** Bulgaria, EGN; the month tells the century. */
export function isEgn(text: string): boolean {
  const weights = [2, 4, 8, 5, 10, 9, 7, 3, 6]
  return hasDay(text, 2, 4, [0, 20, 40]) && hasCheck(text, { weights, modulus: 11, from: asItIs })
}

/** Czechia and Slovakia: the number of birth; women have 50 added to the month. */
export function isBirthNumber(text: string): boolean {
  const plain = text.replace('/', '')
  return hasDay(plain, 2, 4, [0, 20, 50, 70]) && (plain.length === 9 || Number(plain) % 11 === 0)
}

/** Russia, SNILS: nine digits and the sum of them modulo 101. */
export function isSnils(text: string): boolean {
  const digits = digitsOf(text)
  const rest = (weigh(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100
  return digits.length === 11 && rest === digits[9] * 10 + digits[10]
}

/** Singapore, NRIC and FIN. */
export function isNric(text: string): boolean {
  const shift = 'TG'.includes(text[0]) ? 4 : text[0] === 'M' ? 3 : 0
  const rest = (weigh(digitsOf(text), [2, 7, 6, 5, 4, 3, 2]) + shift) % 11
  const signs = 'ST'.includes(text[0])
    ? 'JZIHGFEDCBA'
    : text[0] === 'M'
      ? 'KLJNPQRTUWX'
      : 'XWUTRQPNMLK'
  return signs[rest] === text.at(-1)
}

/** Taiwan: the letter counts as a number of two digits. */
export function isTaiwanNumber(text: string): boolean {
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text[0]) + 10
  const digits = [Math.floor(letter / 10), letter % 10, ...digitsOf(text.slice(1))]
  return weigh(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0
}

/** Chile, RUT: the weights 2 to 7 from the right, again and again. */
export function isRut(text: string): boolean {
  const [number = '', sign = ''] = text.split('-')
  const sum = digitsOf(number)
    .reverse()
    .reduce((total, digit, k) => total + digit * ((k % 6) + 2), 0)
  return '0123456789K'[(11 - (sum % 11)) % 11] === sign.toUpperCase()
}

/** Argentina, CUIT and CUIL. */
export function isCuit(text: string): boolean {
  const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
  return hasCheck(text, { weights, modulus: 11, from: toEleven })
}

/** Ireland, PPS number: seven digits, the check letter, and a second letter that counts for nine. */
export function isPps(text: string): boolean {
  const [, digits = '', sign = '', second = ''] = /^(\d{7})([A-W])([A-IW]?)$/.exec(text) ?? []
  const more = second === '' || second === 'W' ? 0 : 9 * (second.charCodeAt(0) - 64)
  return (
    'WABCDEFGHIJKLMNOPQRSTUV'[(weigh(digitsOf(digits), [8, 7, 6, 5, 4, 3, 2]) + more) % 23] ===
    sign
  )
}

/** Australia, the number of a Medicare card: eight digits, their check, and the issue of the card. */
export function isMedicare(text: string): boolean {
  return hasCheck(text, { weights: [1, 3, 7, 9, 1, 3, 7, 9], modulus: 10, from: asItIs })
}

/** Hungary, TAJ. */
export function isTaj(text: string): boolean {
  return hasCheck(text, { weights: [3, 7, 3, 7, 3, 7, 3, 7], modulus: 10, from: asItIs })
}

/** Germany, the tax number of a person (ISO 7064, mod 11, 10), in which one digit stands twice or three times. */
export function isSteuerId(text: string): boolean {
  const digits = digitsOf(text)
  const product = digits.slice(0, 10).reduce((before, digit) => {
    const sum = (digit + before) % 10 || 10
    return (2 * sum) % 11
  }, 10)
  const distinct = new Set(digits.slice(0, 10)).size
  const isMixed = distinct === 9 || distinct === 8
  return digits.length === 11 && digits[0] > 0 && isMixed && (11 - product) % 10 === digits[10]
}

/** The square of permutations and the table of products of the check by Verhoeff (1969), in the dihedral group of ten. */
const times = (a: number, b: number) =>
  a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (5 + a - b) % 5
const VERHOEFF = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

/** India, Aadhaar. */
export function isAadhaar(text: string): boolean {
  const check = digitsOf(text)
    .reverse()
    .reduce((sum, digit, k) => {
      let value = digit
      for (let n = 0; n < k % 8; n++) value = VERHOEFF[value]
      return times(sum, value)
    }, 0)
  return check === 0
}
