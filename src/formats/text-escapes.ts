/** Letters with a mark, as pages write them: `&uuml;` is u with the mark `uml`. */
const MARKS: Readonly<Record<string, string>> = {
  ...{ uml: '\u0308', acute: '\u0301', grave: '\u0300', circ: '\u0302', tilde: '\u0303' },
  ...{ cedil: '\u0327', ring: '\u030a', caron: '\u030c', breve: '\u0306', ogon: '\u0328' },
}
/** Letters and signs with a name of their own; those of capitals begin with one. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ szlig: 'ß', oslash: 'ø', aelig: 'æ', oelig: 'œ', lstrok: 'ł', thorn: 'þ', eth: 'ð' },
  ...{ inodot: 'ı', nbsp: ' ', amp: '&', apos: "'", rsquo: '’', quot: '"', lt: '<', gt: '>' },
  ...{ commat: '@', period: '.', hyphen: '-', colon: ':', sol: '/', lowbar: '_', plus: '+' },
  ...{ comma: ',' },
}
const MARKED = new RegExp(`^([a-z])(${Object.keys(MARKS).join('|')})$`, 'i')

/** The letter that a name stands for between `&` and `;`. */
function letterOfName(name: string): string | undefined {
  const [, letter, mark = ''] = MARKED.exec(name) ?? []
  if (letter) return `${letter}${MARKS[mark.toLowerCase()]}`.normalize('NFC')
  const named = NAMED[name.toLowerCase()]
  return named !== undefined && /^[A-Z]/.test(name) ? named.toUpperCase() : named
}

/** The letter of a code point; what was written where there is none. */
function letterOfCode(written: string, code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written
}

/** The text of bytes that were written as pairs of hexadecimal digits with a mark before each. */
function textOfBytes(run: string, mark: RegExp): string {
  const bytes = Buffer.from(run.replace(mark, ''), 'hex')
  const text = bytes.toString()
  return Buffer.from(text).equals(bytes) ? text : bytes.toString('latin1')
}

/** What entities of pages stand for, once: nothing inside is unfolded again. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi,
    (all, decimal, hex, name) =>
      name
        ? (letterOfName(name) ?? all)
        : letterOfCode(all, decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  )
}

const ESCAPED = /%[\dA-Fa-f]{2}|&#?\w{1,8};|\\u\{?[\dA-Fa-f]{4}|\\x[\dA-Fa-f]{2}/

/** A text with the letters that stand for the escapes of pages, JSON and addresses: `M%C3%BCller`, `M&uuml;ller`. */
export function decodeEscapes(text: string): string {
  if (!ESCAPED.test(text)) return text
  return decodeEntities(text)
    .replace(/\\u(?:\{([\dA-Fa-f]{4,6})\}|([\dA-Fa-f]{4}))/g, (all, long, short) =>
      letterOfCode(all, Number.parseInt(long ?? short, 16)),
    )
    .replace(/(?:\\x[\dA-Fa-f]{2})+/g, (run) => textOfBytes(run, /\\x/g))
    .replace(/(?:%[\dA-Fa-f]{2})+/g, (run) => textOfBytes(run, /%/g))
}
