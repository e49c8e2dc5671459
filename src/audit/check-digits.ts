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
