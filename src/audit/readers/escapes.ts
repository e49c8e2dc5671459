/** Named entities of letters and marks that names, addresses and days are written with. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', commat: '@', period: '.' },
  ...{
    hyphen: '-',
    colon: ':',
    sol: '/',
    lowbar: '_',
    plus: '+',
    comma: ',',
    auml: 'ä',
    ouml: 'ö',
  },
  ...{ uuml: 'ü', eacute: 'é', egrave: 'è', szlig: 'ß', aring: 'å', oslash: 'ø', ntilde: 'ñ' },
  ...{ ccedil: 'ç', aelig: 'æ', agrave: 'à', aacute: 'á', iacute: 'í', oacute: 'ó', uacute: 'ú' },
  ...{ euml: 'ë', iuml: 'ï', ocirc: 'ô', acirc: 'â', scaron: 'š', ccaron: 'č', zcaron: 'ž' },
}

/** What entities stand for, once: nothing inside is unfolded again. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (all, dec, hex, name) => {
    const code = dec ? Number(dec) : hex ? Number.parseInt(hex, 16) : undefined
    if (code !== undefined) return code < 0x110000 ? String.fromCodePoint(code) : all
    const letter = ENTITIES[name.toLowerCase()]
    if (letter === undefined) return all
    return /^\p{Lu}/u.test(name) ? letter.toUpperCase() : letter
  })
}

const ESCAPED = /%[0-9A-Fa-f]{2}|&#?\w{1,8};|\\u\{?[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}/

/** A text with percent codes, entities and escapes undone; undefined where it has none. */
export function unescapeText(text: string): string | undefined {
  if (!ESCAPED.test(text)) return undefined
  const plain = decodeEntities(text)
    .replace(/\\u\{?([0-9A-Fa-f]{4,6})\}?/g, (all, code) =>
      letterOf(all, Number.parseInt(code, 16)),
    )
    .replace(/(?:\\x[0-9A-Fa-f]{2})+/g, (run) => bytesOf(run, /\\x/g))
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => bytesOf(run, /%/g))
  return plain === text ? undefined : plain
}

function letterOf(written: string, code: number): string {
  return code < 0x110000 ? String.fromCodePoint(code) : written
}

function bytesOf(run: string, mark: RegExp): string {
  const bytes = Buffer.from(run.replace(mark, ''), 'hex')
  const text = bytes.toString()
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text
}
