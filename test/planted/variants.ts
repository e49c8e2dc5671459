import type { Planter } from './secrets.js'

/** A person whose name, number and scanner stand in the fields that are made for them, and again elsewhere. */
export interface Person {
  readonly given: string
  readonly family: string
  readonly short: string
  readonly record: string
  readonly serial: string
}

const GIVEN = ['Jürgen', 'Bożena', 'Søren', 'Anaïs'] as const
const FAMILIES = ['Müllenbrück', 'Łęczyńska', 'Ångströmsen', 'Größl'] as const
const SHORT = ['Vuj', 'Qiw', 'Ngx', 'Zwi'] as const

/** The person of a seed, in fields by which the program learns of it. */
export function plantPerson(
  planter: Planter,
  seed: number,
): { readonly person: Person; readonly fields: Record<string, string> } {
  const at = seed % GIVEN.length
  const place = 'the fields made for it'
  const person = {
    given: planter.again(GIVEN[at], 'given', place),
    family: planter.again(FAMILIES[at], 'family', place),
    short: planter.again(SHORT[at], 'short family', place),
    record: planter.plant('record number', place),
    serial: planter.plant('serial', place),
  }
  return {
    person,
    fields: {
      PatientName: `${person.family}^${person.given}`,
      PatientID: person.record,
      OperatorsName: `${person.short}^${person.given.slice(0, 1)}`,
      DeviceSerialNumber: person.serial,
    },
  }
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('ø', 'o')
    .replaceAll('ß', 'ss')
const written = (text: string) =>
  text
    .replaceAll('ü', 'ue')
    .replaceAll('ö', 'oe')
    .replaceAll('ä', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('Å', 'Aa')
    .replaceAll('å', 'aa')
    .replaceAll('ß', 'ss')

/** The same person in other spellings: each is a text in which somebody would know the name or the number again. */
export function spellAgain(planter: Planter, person: Person, place: string): string[] {
  const { given, family, short, record, serial } = person
  const digits = record.replace(/\D/g, '')
  const spellings: readonly (readonly [text: string, how: string])[] = [
    [family.toLowerCase(), 'small'],
    [family.toUpperCase(), 'capitals'],
    [plain(family), 'no accents'],
    [written(family), 'written out'],
    [`${given} ${family}`, 'given name first'],
    [`${family}, ${given}`, 'family name first'],
    [`${plain(given)}.${plain(family)}`, 'a dot between'],
    [`${plain(given)}_${plain(family)}`, 'an underscore between'],
    [`${plain(given)}${plain(family)}`, 'together'],
    [`${plain(given).slice(0, 1)}${plain(family)}`.toLowerCase(), 'a login'],
    [`${given.slice(0, 1)}. ${family}`, 'an initial'],
    [`${family.split('').join('')}'s`, 'a genitive'],
    [short, 'three letters'],
    [short.toUpperCase(), 'three capitals'],
    [record.toLowerCase(), 'small'],
    [record.replace('-', ''), 'no separator'],
    [record.replace('-', '_'), 'another separator'],
    [digits, 'digits alone'],
    [`#${serial}`, 'a serial number'],
  ]
  return spellings.map(([text, how]) =>
    planter.again(text, /\d/.test(text) ? 'record number' : 'family', `${place}, ${how}`),
  )
}
