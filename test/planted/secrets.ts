import { seeded } from '../helpers/random.ts'

/** A value that must not be in any byte that may be shared. */
export interface Secret {
  readonly kind: Kind
  /** Where it was planted, in words. */
  readonly place: string
  readonly text: string
}

/** Real names of many languages, none of them frequent enough to stand in a list of first resort. */
const FAMILIES = [
  ...['Żółkiewska', 'Łukaszewicz', 'Ørnskold', 'Öztürkmen', 'Nakagawara', 'Okonkwo-Eze'],
  ...['Papadimitriou', 'Hrdličková', 'Gutiérrez-Ibáñez', 'Þorvaldsdóttir', 'Sørhaug', "O'Dwyer"],
  ...['Krzyżanowski', 'Băsescu', 'van der Stroom', 'Quillfeather', 'Bhattacharjee', 'Tjahjadi'],
  ...['Wójcikowska', 'Szczepaniak', 'Müllenhöver', 'Straßburger', 'Kahananui', 'Xochitl-Ruiz'],
] as const
const GIVEN = [
  ...['Ewelina', 'Siobhán', 'Ignatius', 'Bjarki', 'Zebulon', 'Hannelore', 'Oluwaseun', 'Tamsin'],
  ...['Katarzyna', 'Yevgeniya', 'Aoife', 'Þórdís', 'Ngozi', 'Xiadani', 'Leocadia', 'Wolfhart'],
] as const
/** Of three letters, as many families of China, Vietnam, Korea and the Netherlands are called. */
const SHORT = ['Vuj', 'Qiw', 'Ngx', 'Xuy', 'Jok', 'Zwi'] as const
const OTHER_SCRIPTS = [
  ...['渡辺健一郎', '欧阳小明', '김철수', 'Смирнова Ольга', 'Παπαδοπούλου Ελένη', 'محمد العتيبي'],
  ...['דוד בן־שלום', 'สมชายใจดี', 'प्रियंका चतुर्वेदी', 'Ցոլակ Հակոբյան'],
] as const
const SYLLABLES = [
  'quo',
  'zeb',
  'vrin',
  'mok',
  'dral',
  'fex',
  'gorp',
  'wyth',
  'jub',
  'plax',
  'snor',
]
const MONTHS = ['January', 'March', 'May', 'September', 'December'] as const

/** Draws what a maker needs. */
interface Draw {
  readonly pick: <T>(list: readonly T[]) => T
  /** A whole number from `low` to `high`. */
  readonly number: (low: number, high: number) => number
  /** So many digits, the first of them not zero. */
  readonly digits: (count: number) => string
  /** A made-up word with a capital. */
  readonly word: () => string
}

const day = ({ number }: Draw) => ({
  y: number(1941, 2023),
  m: String(number(1, 12)).padStart(2, '0'),
  d: String(number(13, 28)),
})

const family = (draw: Draw): string =>
  draw.number(0, 2) === 0
    ? draw.word()
    : draw.pick(FAMILIES) + draw.word().slice(0, 4).toLowerCase()
const given = (draw: Draw): string => draw.pick(GIVEN)

/** A number whose last digit is the check digit of the NHS (modulus 11). */
function nhs({ digits }: Draw): string {
  for (;;) {
    const nine = digits(9)
    const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0)
    const check = (11 - (sum % 11)) % 11
    if (check < 10) return `${nine.slice(0, 3)} ${nine.slice(3, 6)} ${nine.slice(6)}${check}`
  }
}

/** One row for each kind: how a secret of it is made. */
const KINDS = {
  family,
  given: (draw: Draw) => `${given(draw)}${draw.word().slice(0, 4).toLowerCase()}`,
  'given and family': (draw: Draw) => `${given(draw)} ${family(draw)}`,
  'family, given': (draw: Draw) => `${family(draw)}, ${given(draw)}`,
  'name of DICOM': (draw: Draw) => `${family(draw)}^${given(draw)}^${draw.pick(['M', 'K', ''])}`,
  'name in capitals': (draw: Draw) => `${family(draw)} ${given(draw)}`.toUpperCase(),
  'initial and family': (draw: Draw) => `${given(draw).slice(0, 1)}. ${family(draw)}`,
  'other script': (draw: Draw) => draw.pick(OTHER_SCRIPTS),
  'record number': (draw: Draw) => `MRN-${draw.digits(7)}`,
  'bare number': (draw: Draw) => draw.digits(8),
  accession: (draw: Draw) => `A${draw.digits(3)}-${draw.digits(5)}`,
  uid: (draw: Draw) =>
    `1.3.12.2.1107.5.2.${draw.digits(2)}.${draw.digits(6)}.30000019${draw.digits(8)}`,
  serial: (draw: Draw) => draw.digits(6),
  station: (draw: Draw) => `AWP${draw.digits(6)}`,
  path: (draw: Draw) => `/home/${draw.word().toLowerCase()}/raw/${draw.word()}`,
  'windows path': (draw: Draw) => `C:\\Users\\${draw.word()}\\scans`,
  'network path': (draw: Draw) => `\\\\pacs-${draw.word().toLowerCase()}\\share`,
  host: (draw: Draw) => `mri3.${draw.word().toLowerCase()}.kliniken.example`,
  ip: (draw: Draw) => `10.${draw.number(20, 250)}.${draw.number(20, 250)}.${draw.number(20, 250)}`,
  ipv6: (draw: Draw) => `2001:db8:${draw.digits(4)}:${draw.digits(4)}:${draw.digits(4)}:0:0:7`,
  mac: (draw: Draw) => `00:1b:44:${draw.digits(2)}:${draw.digits(2)}:${draw.digits(2)}`,
  email: (draw: Draw) => `${draw.word().toLowerCase()}@${draw.word().toLowerCase()}.example.org`,
  'phone, international': (draw: Draw) => `+49 30 ${draw.digits(7)}`,
  'phone, American': (draw: Draw) => `(${draw.digits(3)}) ${draw.digits(3)}-${draw.digits(4)}`,
  'phone, dashes': (draw: Draw) => `${draw.digits(3)}-${draw.digits(3)}-${draw.digits(4)}`,
  'phone, national': (draw: Draw) => `0${draw.digits(3)} ${draw.digits(7)}`,
  'date, ISO': (draw: Draw) => (({ y, m, d }) => `${y}-${m}-${d}`)(day(draw)),
  'date, compact': (draw: Draw) => (({ y, m, d }) => `${y}${m}${d}`)(day(draw)),
  'date, German': (draw: Draw) => (({ y, m, d }) => `${d}.${m}.${y}`)(day(draw)),
  'date, American': (draw: Draw) => (({ y, m, d }) => `${m}/${d}/${y}`)(day(draw)),
  'date, two digits': (draw: Draw) =>
    (({ y, m, d }) => `${d}/${m}/${String(y).slice(2)}`)(day(draw)),
  'date, words': (draw: Draw) => (({ y, d }) => `${d} ${draw.pick(MONTHS)} ${y}`)(day(draw)),
  'date, American words': (draw: Draw) =>
    (({ y, d }) => `${draw.pick(MONTHS)} ${d}, ${y}`)(day(draw)),
  'date, short month': (draw: Draw) =>
    (({ y, d }) => `${d}-${draw.pick(MONTHS).slice(0, 3)}-${y}`)(day(draw)),
  'date and time': (draw: Draw) =>
    (({ y, m, d }) => `${y}-${m}-${d}T1${draw.number(0, 9)}:41:07`)(day(draw)),
  'date, DICOM time': (draw: Draw) =>
    (({ y, m, d }) => `${y}${m}${d}1${draw.number(0, 9)}4107.250`)(day(draw)),
  time: (draw: Draw) =>
    `1${draw.number(0, 9)}:${draw.number(10, 59)}:${draw.number(10, 59)}.${draw.digits(3)}`,
  'url with a password': (draw: Draw) =>
    `https://${draw.word().toLowerCase()}:${draw.word()}${draw.digits(3)}@pacs.example.org/`,
  password: (draw: Draw) => `password: ${draw.word()}${draw.digits(3)}`,
  token: (draw: Draw) => `ghp_${Array.from({ length: 6 }, draw.word).join('').slice(0, 36)}`,
  ssn: (draw: Draw) =>
    `${draw.number(101, 665)}-${draw.number(10, 99)}-${draw.number(1000, 9999)}`,
  nhs,
  postcode: (draw: Draw) =>
    `SW${draw.number(1, 9)}A ${draw.number(1, 9)}${draw.pick(['QX', 'ZD', 'JB'])}`,
  address: (draw: Draw) => `${draw.number(11, 99)} ${draw.word()} Street`,
  institution: (draw: Draw) => `Klinikum ${draw.word()}`,
  login: (draw: Draw) => `${draw.word().toLowerCase()}${draw.digits(2)}`,
  label: (draw: Draw) => draw.word(),
  'label of a number': (draw: Draw) => `P${draw.digits(7)}`,
  'label with a day': (draw: Draw) =>
    `${draw.word()}${(({ y, m, d }) => `${y}${m}${d}`)(day(draw))}`,
  'short family': (draw: Draw) => draw.pick(SHORT),
  'plain name': (draw: Draw) => `${draw.word()}^${draw.word()}`,
  prose: (draw: Draw) => `${draw.word()} was anxious and lives with ${draw.word()}`,
} satisfies Record<string, (draw: Draw) => string>

export type Kind = keyof typeof KINDS
export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[]

/** Makes secrets, each of them once, and remembers what was planted where. */
export class Planter {
  readonly secrets: Secret[] = []
  readonly #draw: Draw
  readonly #taken = new Set<string>()

  constructor(seed: number) {
    const random = seeded(seed * 7919 + 13)
    const number = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
    const pick = <T>(list: readonly T[]): T => list[number(0, list.length - 1)]
    this.#draw = {
      pick,
      number,
      digits: (count) =>
        Array.from({ length: count }, (_, at) => number(at === 0 ? 1 : 0, 9)).join(''),
      word: () => {
        const word = pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES)
        return word.charAt(0).toUpperCase() + word.slice(1)
      },
    }
  }

  /** A new secret of a kind for a place. The few names in other scripts may come twice. */
  plant(kind: Kind, place: string): string {
    for (let tries = 0; ; tries++) {
      const text = KINDS[kind](this.#draw)
      if (this.#taken.has(text) && tries < 50) continue
      this.#taken.add(text)
      this.secrets.push({ kind, place, text })
      return text
    }
  }

  /** A secret that is known by now, planted again in another spelling. */
  again(text: string, kind: Kind, place: string): string {
    this.secrets.push({ kind, place, text })
    return text
  }
}
