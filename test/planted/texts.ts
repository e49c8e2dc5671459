import type { Kind, Planter } from './secrets.js'

/** Lines of prose with a gap for a secret. */
export const LINES: readonly (readonly [kind: Kind, line: (secret: string) => string])[] = [
  ['given and family', (s) => `The first scan was of ${s} and went well.`],
  ['given and family', (s) => `Contact: ${s}`],
  ['given and family', (s) => `${s} asked us to leave her second scan out.`],
  ['family, given', (s) => `- ${s} (withdrew)`],
  ['initial and family', (s) => `Scans were run by ${s} at night.`],
  ['name of DICOM', (s) => `PatientName was ${s} in the files.`],
  ['name in capitals', (s) => `Exported for ${s}`],
  ['family', (s) => `Participant ${s} moved.`],
  ['family', (s) => `We thank Dr. ${s} for the scans.`],
  ['family', (s) => `Mr ${s} fell asleep.`],
  ['family', (s) => `The operator was ${s}.`],
  ['given', (s) => `The participant named ${s} is left-handed.`],
  ['other script', (s) => `Name of the first participant: ${s}`],
  ['record number', (s) => `One of them has the number ${s}.`],
  ['bare number', (s) => `Record ${s} was excluded.`],
  ['accession', (s) => `Accession ${s} is missing.`],
  ['uid', (s) => `Series ${s} was acquired twice.`],
  ['station', (s) => `All on station ${s}.`],
  ['serial', (s) => `Serial number ${s}.`],
  ['path', (s) => `Raw data lie in ${s} here.`],
  ['windows path', (s) => `Copied from ${s}`],
  ['network path', (s) => `Also on ${s}`],
  ['host', (s) => `Sent from ${s}.`],
  ['ip', (s) => `The archive has the address ${s}.`],
  ['ipv6', (s) => `or ${s}`],
  ['mac', (s) => `Scanner ${s}`],
  ['email', (s) => `Questions to ${s}.`],
  ['email', (s) => `Questions to ${s.replace('@', ' [at] ').replaceAll('.', ' dot ')}.`],
  ['phone, international', (s) => `Call ${s}.`],
  ['phone, American', (s) => `or ${s}`],
  ['phone, dashes', (s) => `or ${s} in the evening`],
  ['phone, national', (s) => `at home ${s}`],
  ['date, ISO', (s) => `The first was scanned on ${s}.`],
  ['date, compact', (s) => `Folder ${s} was renamed.`],
  ['date, German', (s) => `Messung am ${s}`],
  ['date, American', (s) => `born ${s}`],
  ['date, two digits', (s) => `seen ${s}`],
  ['date, words', (s) => `Between ${s} and later.`],
  ['date, American words', (s) => `Until ${s}.`],
  ['date, short month', (s) => `(${s})`],
  ['date and time', (s) => `Log of ${s}`],
  ['date, DICOM time', (s) => `AcquisitionDateTime ${s}`],
  ['time', (s) => `at ${s}`],
  ['url with a password', (s) => `Download: ${s}`],
  ['password', (s) => `The ${s}`],
  ['token', (s) => `Use ${s} to get it.`],
  ['ssn', (s) => `SSN ${s}`],
  ['nhs', (s) => `NHS number ${s}`],
  ['postcode', (s) => `He lives in ${s}.`],
  ['address', (s) => `She lives at ${s}.`],
  ['institution', (s) => `Scanned at the ${s}.`],
  ['login', (s) => `Login: ${s}`],
]

/** Lines that say nothing about a person and are to stay. */
export const HARMLESS = [
  'A study of memory.',
  'Participants saw faces and houses while they lay in a Siemens Prisma scanner.',
  'Images were converted with dcm2niix and checked with the BIDS validator.',
  'The repetition time was 2 s and the echo time 30 ms.',
]

/** A README with a line for each kind of secret between harmless ones. */
export function plantReadme(planter: Planter, place: string): string {
  const lines = LINES.map(([kind, line], at) =>
    line(planter.plant(kind, `${place}, sentence ${at + 1}`)),
  )
  return [...HARMLESS.slice(0, 2), ...lines, ...HARMLESS.slice(2), ''].join('\n')
}

export function plantChanges(planter: Planter): string {
  const at = (kind: Kind) => planter.plant(kind, 'CHANGES')
  return [
    '1.1.0 2021-02-03',
    `  - Removed ${at('given and family')} on request.`,
    `  - Renamed ${at('record number')}.`,
    '  - New functional runs.',
    '1.0.0 2020-01-01',
    '  - First release.',
    '',
  ].join('\n')
}

export function plantCitation(planter: Planter): string {
  const at = (kind: Kind, where: string) => planter.plant(kind, `CITATION.cff, ${where}`)
  return [
    'cff-version: 1.2.0',
    'title: A study of memory',
    'message: Please cite this dataset.',
    'authors:',
    '  - family-names: Roe',
    '    given-names: Jane',
    `    email: ${at('email', 'email')}`,
    'contact:',
    `  - tel: "${at('phone, international', 'tel')}"`,
    '    family-names: Roe',
    `abstract: The first participant was ${at('given and family', 'abstract')}.`,
    '',
  ].join('\n')
}

export function plantDescription(planter: Planter): object {
  const at = (kind: Kind, where: string) =>
    planter.plant(kind, `dataset_description.json, ${where}`)
  return {
    Name: 'A study of memory',
    BIDSVersion: '1.9.0',
    DatasetType: 'raw',
    License: 'CC0',
    Authors: ['Jane Roe', 'Richard Miles'],
    Acknowledgements: `Write to ${at('email', 'Acknowledgements')}.`,
    HowToAcknowledge: `Call ${at('phone, international', 'HowToAcknowledge')}.`,
    EthicsApprovals: [`Signed by ${at('given and family', 'EthicsApprovals')}`],
    Funding: ['R01 MH123456'],
    ReferencesAndLinks: [
      at('url with a password', 'ReferencesAndLinks'),
      at('path', 'ReferencesAndLinks'),
    ],
    GeneratedBy: [
      {
        Name: 'heudiconv',
        Version: '1.0',
        Description: `run by ${at('login', 'GeneratedBy')}`,
        Container: { Type: 'singularity', URI: `file://${at('path', 'GeneratedBy')}` },
        CodeURL: at('network path', 'GeneratedBy'),
      },
      { Name: at('given and family', 'GeneratedBy'), Version: at('date, ISO', 'GeneratedBy') },
    ],
    SourceDatasets: [
      {
        URL: `file://${at('path', 'SourceDatasets')}`,
        Version: at('date, ISO', 'SourceDatasets'),
      },
    ],
    Contact: at('given and family', 'an unknown field'),
    DatasetLinks: { local: `file://${at('path', 'DatasetLinks')}` },
    [at('given and family', 'a key')]: 'x',
  }
}
