import type { Kind, Planter } from './secrets.js'

/** Columns of participants.tsv and of phenotype files that may not stay as they are. */
const PERSONAL_COLUMNS: readonly (readonly [name: string, kind: Kind])[] = [
  ['name', 'given and family'],
  ['Full Name', 'family, given'],
  ['family_name', 'family'],
  ['given_name', 'given'],
  ['patient', 'name of DICOM'],
  ['mrn', 'record number'],
  ['hospital_number', 'bare number'],
  ['dob', 'date, ISO'],
  ['birthday', 'date, German'],
  ['enrolled', 'date, American'],
  ['consented_on', 'date, words'],
  ['seen', 'date, short month'],
  ['visit', 'date, two digits'],
  ['email', 'email'],
  ['phone', 'phone, American'],
  ['mobile no', 'phone, national'],
  ['address', 'address'],
  ['zip', 'postcode'],
  ['ssn', 'ssn'],
  ['nhs', 'nhs'],
  ['site', 'institution'],
  ['operator', 'initial and family'],
  ['notes', 'prose'],
  ['what they said', 'prose'],
  ['folder', 'path'],
  ['machine', 'host'],
  ['reviewed', 'given and family'],
  ['helper', 'other script'],
  ['batch', 'date, compact'],
  ['case', 'accession'],
  ['login', 'login'],
]

/** Builds tables cell by cell. */
export function formatTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [columns, ...rows].map((cells) => `${cells.join('\t')}\n`).join('')
}

/** participants.tsv: harmless columns, many that are not, and names of columns that name somebody. */
export function plantParticipants(planter: Planter, labels: readonly string[]): string {
  const place = 'participants.tsv'
  const named = [
    planter.plant('family', `${place}, a column`),
    planter.plant('date, ISO', `${place}, a column`),
  ]
  const columns = [
    ...['participant_id', 'age', 'sex', 'handedness', 'group'],
    ...PERSONAL_COLUMNS.map(([name]) => name),
    ...named.map((name) => `score of ${name}`),
  ]
  const rows = labels.map((label, at) => [
    ...[
      `sub-${label}`,
      String(21 + 3 * at),
      at % 2 ? 'F' : 'M',
      'R',
      at % 2 ? 'control' : 'patient',
    ],
    ...PERSONAL_COLUMNS.map(([name, kind]) => planter.plant(kind, `${place}, column ${name}`)),
    ...named.map(() => String(at)),
  ])
  return formatTable(columns, rows)
}

/** participants.json: levels, descriptions and columns that are not there. */
export function plantDictionary(planter: Planter): object {
  const at = (kind: Kind, where: string) => planter.plant(kind, `participants.json, ${where}`)
  const level = at('family', 'a level of a dropped column')
  return {
    age: {
      Description: `Age as told by ${at('given and family', 'a description')}`,
      Units: 'years',
    },
    sex: { Levels: { M: 'male', F: 'female', X: `as ${at('initial and family', 'a meaning')}` } },
    group: {
      Description: `Asked ${at('email', 'a description')}`,
      Levels: { control: 'healthy', patient: at('date, words', 'a meaning') },
    },
    site: {
      Levels: { [level]: at('institution', 'a meaning'), other: at('address', 'a meaning') },
    },
    handedness: {
      LongName: at('other script', 'a long name'),
      TermURL: at('url with a password', 'a URL'),
    },
    [at('given and family', 'a column that is not there')]: { Description: 'Score' },
    nested: { Deep: { Operator: at('name of DICOM', 'an unknown field') } },
  }
}

/** Columns of numbers that look like codes of people and are none. */
export const MEASURED = ['onset_sample', 'ConditionCode', 'stim_id', 'image_number']

/** Events of which everything that an analysis reads stays. */
export function plantEvents(planter: Planter, place: string): string {
  const at = (kind: Kind, where: string) => planter.plant(kind, `${place}, ${where}`)
  const named = at('given and family', 'a column')
  const columns = [
    ...['onset', 'duration', 'trial_type', 'response_time', 'value', 'response', 'clock'],
    ...['stim_file', 'comment', 'typed', named, ...MEASURED],
  ]
  const conditions = ['face', 'house', 'face', 'house', 'rest', 'face']
  const rows = conditions.map((condition, n) => [
    ...[String(2.5 * n), '1.5', condition, String(0.4 + n / 100), String(n + 1)],
    n === 2 ? at('given', 'column response') : 'left',
    at('time', 'column clock'),
    n === 3 ? at('path', 'column stim_file') : 'n/a',
    n === 1 ? at('prose', 'column comment') : 'n/a',
    n === 4 ? at('other script', 'column typed') : String(n),
    String(n),
    ...[
      String(12_345 + 250_001 * n),
      String(100 + (n % 2)),
      String(n % 3),
      String(90_210 - 7 * n),
    ],
  ])
  return formatTable(columns, rows)
}

/** Rows of a scans table; `files` are relative to it. */
export function plantScans(planter: Planter, place: string, files: readonly string[]): string {
  const at = (kind: Kind, column: string) => planter.plant(kind, `${place}, column ${column}`)
  return formatTable(
    ['filename', 'acq_time', 'operator', 'randstr', 'remarks', 'scanner'],
    files.map((file) => [
      ...[file, at('date and time', 'acq_time'), at('name of DICOM', 'operator')],
      ...[at('login', 'randstr'), at('prose', 'remarks'), at('station', 'scanner')],
    ]),
  )
}
