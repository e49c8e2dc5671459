/** Letters with a mark, as pages write them: `&uuml;` is u with the mark `uml`. */
const MARKS: Readonly<Record<string, string>> = {
  ...{ uml: '\u0308', acute: '\u0301', grave: '\u0300', circ: '\u0302', tilde: '\u0303' },
  ...{ cedil: '\u0327', ring: '\u030a', caron: '\u030c', breve: '\u0306', ogon: '\u0328' },
}
/** Letters and signs with a name of their own. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ szlig: 'ß', oslash: 'ø', Oslash: 'Ø', aelig: 'æ', AElig: 'Æ', oelig: 'œ', lstrok: 'ł' },
  ...{ Lstrok: 'Ł', thorn: 'þ', THORN: 'Þ', eth: 'ð', ETH: 'Ð', inodot: 'ı', nbsp: ' ' },
  ...{ amp: '&', apos: "'", rsquo: '’', quot: '"', lt: '<', gt: '>' },
}
const ESCAPE =
  /((?:%[\da-f]{2})+)|&#(\d{1,7});|&#x([\da-f]{1,6});|\\u([\da-f]{4})|&([a-z])(uml|acute|grave|circ|tilde|cedil|ring|caron|breve|ogon);|&([a-z]{2,6});/gi

/** A text with the letters that stand for the escapes of addresses, pages and JSON: `M%C3%BCller`, `M&uuml;ller`. */
export function decodeEscapes(text: string): string {
  return text.replace(ESCAPE, (all, percent, decimal, hex, code, letter, mark, name) => {
    if (percent) return Buffer.from(percent.replaceAll('%', ''), 'hex').toString('utf8')
    if (letter) return `${letter}${MARKS[mark.toLowerCase()]}`.normalize('NFC')
    if (name) return NAMED[name] ?? all
    const point = decimal ? Number(decimal) : Number.parseInt(hex ?? code, 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all
  })
}
