import t from 'tap'
import {
  isAadhaar,
  isAmka,
  isBalticNumber,
  isBirthNumber,
  isCnp,
  isCuit,
  isEgn,
  isFodselsnummer,
  isIban,
  isJmbg,
  isKimlik,
  isKvnr,
  isLuhn,
  isMedicare,
  isNhsNumber,
  isNric,
  isPesel,
  isPps,
  isResidentNumber,
  isRut,
  isSnils,
  isSouthAfrican,
  isSteuerId,
  isTaiwanNumber,
  isTaj,
} from '../../src/audit/check-digits.js'

/** Made-up numbers whose check digits were worked out apart from the program; days of 1969 and 1978. */
const NUMBERS: readonly (readonly [check: (text: string) => boolean, number: string])[] = [
  [isAadhaar, '2341 2341 2346'],
  [isAmka, '02096912346'],
  [isBalticNumber, '46909021230'],
  [isBirthNumber, '785711/1240'],
  [isCnp, '2690902123455'],
  [isCuit, '27-12345678-0'],
  [isEgn, '6909021230'],
  [isFodselsnummer, '02096912342'],
  [isJmbg, '0209969715011'],
  [isKimlik, '12345678950'],
  [isMedicare, '295094157'],
  [isNric, 'S6912345G'],
  [isPesel, '69090212340'],
  [isPps, '1234567T'],
  [isResidentNumber, '110105196909020020'],
  [isRut, '12.345.678-5'],
  [isSnils, '112-233-445 95'],
  [isSouthAfrican, '6909025123080'],
  [isSteuerId, '86095742719'],
  [isTaiwanNumber, 'B223456782'],
  [isTaj, '123456788'],
  [isLuhn, '4111111111111111'],
  [isNhsNumber, '9434765919'],
  [isKvnr, 'A123456780'],
  [isIban, 'DE89370400440532013000'],
]

/** A check modulo 11 whose remainder of ten stands for another digit lets a changed digit pass here and there. */
const MOST_PASSING = 2

for (const [check, number] of NUMBERS) {
  t.test(`${check.name} takes a right number and hardly one with a digit changed`, async (t) => {
    t.ok(check(number), number)
    const places = [...number].flatMap((sign, n) => (/\d/.test(sign) ? [n] : []))
    const changed = places.map(
      (n) => number.slice(0, n) + ((Number(number[n]) + 1) % 10) + number.slice(n + 1),
    )
    t.ok(changed.filter(check).length <= MOST_PASSING)
  })
}
