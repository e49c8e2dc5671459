import { detect } from './detectors.js'

/** Numbers of grants and approvals: capital letters and digits, as in `R01 MH123456` or `OCI-1131441`. */
const GRANT = /\b[A-Z][A-Z\d]*[-/ ]?\d{4,}(?:[-/]\d+)*\b/g

const EMAIL = /\s*[<([]?(?:e-?mail:?\s*)?[\w.%+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?/gi

/** Credits name people, grants and days on purpose. Addresses of mail are cut off; whatever else a detector finds goes. */
export function keepCredit(text: string): string | undefined {
  const credit = text.replace(EMAIL, '')
  const rule = detect(credit.replace(GRANT, ' '))
  const isCredit = rule === undefined || rule === 'PERSON_NAME' || rule === 'DATE_NOT_SHIFTED'
  return isCredit && (credit.trim() !== '' || text === '') ? credit : undefined
}

const SHORTEST_CITATION = 12
const LOOKS_CITED = /\bet al\b|\bdoi\b|https?:\/\/|(?<!\d)(?:19|20)\d{2}(?![-/.]?\d)/i

/** Whether a text cites a publication: it names a year, an address or `et al.`, and nothing but credit. */
export function isCitation(text: string): boolean {
  const isLong = text.length >= SHORTEST_CITATION && !text.includes('^')
  return isLong && LOOKS_CITED.test(text) && keepCredit(text) === text
}
