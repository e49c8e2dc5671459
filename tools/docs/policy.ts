import { readFileSync } from 'node:fs'
import { LET_IN } from '../../src/deidentify/let-in-kinds.ts'
import type { FileRow, PolicyFile, PolicyRow } from '../../src/deidentify/policy-file.ts'
import { code, renderHeaders, renderRows } from './policy-tables.ts'

const POLICY = new URL('../../schemas/policy.json', import.meta.url)
const HEADERS = new URL('../../schemas/policy-headers.json', import.meta.url)

const RULES_IN_WORDS = `# Policy

What stays, what is removed and what is rewritten. The tables below are made by \`npm run docs\` from
[schemas/policy.json](../schemas/policy.json), which the program reads too.

## A policy of your own
A file given with \`--policy\` is laid over the built-in policy, row by row; its kinds of files are asked first.
[schemas/policy.schema.json](../schemas/policy.schema.json) says how it is written; what does not follow it is refused.
\`--dry-run\` tells each key, column and kind of file that it changes.

\`\`\`json
{
  "preset": "share",
  "json": {
    "SeriesDescription": { "action": "remove" },
    "InstitutionName": { "action": "map", "type": "pseudonym", "value": "site" },
    "MyLabsGain": { "action": "keep", "type": "number", "minimum": 0, "maximum": 100 }
  },
  "columns": { "handedness": { "action": "remove" } },
  "files": [{ "glob": "*_T2w.*", "action": "drop", "reason": "Not part of this study." }],
  "vocabulary": ["frobnicator"]
}
\`\`\`

An action is *keep* (when the value is what the type says), *remove*, *replace*, *shift* (dates), *generalize* (ages) or *map*
(participants, sessions, files, pseudonyms). \`preset\` is *share* (the default: what analyses use stays) or *strict*.

### Folders that are left out
What lies beside the data at the top of a dataset (stimuli, code, derivatives, sourcedata ...) is left out whole. A row that
carries files there, with a glob that begins with the folder's name, opens the folder:

\`\`\`json
{
  "files": [
    { "glob": "/stimuli/**/*.tsv", "action": "carry", "treatment": "table" },
    { "glob": "/code/**/*.py", "action": "carry", "treatment": "text" }
  ]
}
\`\`\`

Only kinds that can be read to their last byte come in: ${[...LET_IN].map(code).join(' ')}. Each goes through the same
cleaner as in the rest of the dataset; a table that BIDS does not know counts as one about people. A text loses lines in which
something is found, so a program may no longer run. Participants and sessions get their new names wherever they stand in the
path; a file with any other name in its path that may tell who somebody is is withheld. All other files of the folder are left
out and named one by one in \`.anon-bids/files.tsv\` and by \`--dry-run\`. Images and recordings cannot be let in, since they
may show a face, and nothing in \`derivatives/anon-bids\` or a hidden folder.

## In general
- What nobody has described is removed. A key, a column or a kind of file has to stand in a table to be kept.
- Messages name the place and never the value. A key or column that no table knows is told by its number.
- *Originals* are searched in every name and text that stays: labels of participants, and what the input holds in fields and
  columns of the classes person, staff, contact, order, place, device and uid below, or whose names speak of a name in one of many
  languages, and in the headers of EDF and BDF files. Case, accents, separators, endings of plural and cases and the escapes of
  addresses and pages make no difference; labels in file names are searched for parts, too. Labels that \`--pseudonyms keep\` leaves as they are do not count.
- *Detectors* look for credentials, e-mail addresses, telephone numbers, DICOM UIDs, hosts, local paths, dates, times of day,
  names of persons (with a caret or a title) and long numbers.

## Names of files
- Participants get their pseudonym, sessions keep their label. A session label that holds a day (YYYYMMDD) moves with the
  dates of its participant; one that holds another date form, a year, the participant's label or characters that BIDS does
  not allow becomes a hash.
- A file whose other labels hold a date, a long number or an original is withheld, and its name is not shown.

## Sidecars
- A value has to be what the table says, at every level: a number where a number is wanted. Numbers that read as a day
  (YYYYMMDD), or have eleven digits and more, go.
- A *technical* text stays when each of its words of three letters and more stands in the policy's vocabulary. So a name of
  a person passes in no field. A text that may not stay in a field that BIDS requires becomes \`n/a\`.
- *Free text* (\`TaskDescription\`, \`Instructions\`, ...) stays when it is written in Latin letters, is not too long, and no
  detector and no original hits. In it capitalized words that are neither technical nor common, and names of persons,
  become \`[...]\`; when they are the greater part, the text goes. In names of scans (\`ProtocolName\`,
  \`SeriesDescription\`) every word has to be known.
- Serial numbers and names of scanners become keyed pseudonyms, the same all over the dataset.
- A number without limits of its own is smaller than a million.
- \`TaskName\` stays when it says what the file name says and is replaced by that otherwise. References to other files get the
  new names; those to files that are not in the output go. \`TimeZero\` becomes 00:00:00.
- Sidecars of tables keep descriptions of columns that exist. Prose in them stays when no detector and no original hits, and
  no two capitalized words stand in a row that are not in the vocabulary.

## Tables
- A column of the policy follows its rule, however its name is spelled: \`DateOfBirth\` and \`date-of-birth\` are the same. In
  a cell that does not fit stands \`n/a\`; where the table needs the value, the file is withheld.
- Of a column that the policy does not know the words of its name count first: one that speaks of a person, a place, a number
  or a comment goes; one that speaks of a date is shifted; one that speaks of an age is capped. Then what its sidecar says of
  it counts: a description that speaks of a postcode, a name or a comment makes it go.
- Otherwise its values decide. It stays when all are numbers of at most six digits before the point, or short categories: made
  of words of the vocabulary, of one or two letters and digits, or named as levels in the sidecar of the table. It is shifted
  when all are dates, and mapped when all are participants. In a table of people whole numbers of five digits and more that
  never repeat go, and so do codes that never repeat; everywhere values that look like postcodes, and a column that repeats
  the labels of the participants.
- In tables of recordings (events, channels, behaviour) things have names, numbers and codes too: \`ConditionCode\`,
  \`stim_id\` and \`image_number\` are judged by their values. Long whole numbers stay where the name says what is counted or
  measured (\`onset_sample\`), where they count up from row to row, and where they repeat or belong to a thing; those that are
  the same in every row, or an original, go.
- *Persons* (\`twin_of\`, \`mother_id\`) get their pseudonym, with or without \`sub-\`, alone or in a list; whoever is not in the
  dataset gets a code. *Codes* (sites, families, scanners) are made with
  the key: the same value, the same code.
- A *date of birth* becomes the age in years on the day in its row or of the first scan, or the year of birth if the policy
  says so; where neither can be told it goes, as it does beside a column of ages. Of a *postcode* the letters in front or the
  first two digits stay. *Ages* above the cap become the cap, in years, months, weeks or days as the name of the column, its
  sidecar or the cell says; ranges too.
- *Dates* move in the form in which they are written. When 03/05/2019 may be two days, the other dates of the column or the
  format in its sidecar tell; otherwise it becomes \`n/a\`, and so do years of two digits. A month or a year alone moves with
  its middle. Clocks that count from 1970, in seconds or parts of them, move by whole days, in samples without header
  (\`physio\`, \`motion\`) too. Dates move by one number of whole days for each participant, between 150
  and 250 years back, drawn from the key. Zones become UTC, parts of a second go.
- \`stim_file\` becomes \`stimulus\` where the stimuli are left out. Tags of HED stay.
- A rule may generalize: \`band\` rounds numbers and ages down, \`groups\` gives values one name, \`fewest\` leaves out values
  that few rows have. The sidecar then says so.
- Rows of participants, sessions and files that are not in the output go, and rows that are the same twice. Tables of
  participants, sessions and scans are sorted by their first key.

## Texts
README, CHANGES and LICENSE lose the lines in which a detector or an original hits, or somebody seems to be named who does not
stand among the authors in dataset_description.json. Headings of CHANGES keep the date of a
release. In a CITATION.cff the value becomes \`n/a\`, or goes with its field. In dataset_description.json authors, funding and thanks keep
names of persons and numbers of grants, but not of participants who are no authors.
`

/** docs/policy.md: the rules in words, and the tables of the built-in policy. */
export function renderPolicy(): string {
  const policy: PolicyFile = JSON.parse(readFileSync(POLICY, 'utf8'))
  const headers = JSON.parse(readFileSync(HEADERS, 'utf8'))
  const { classes, json = {}, description = {}, dictionary = {}, columns = {} } = policy
  return [
    RULES_IN_WORDS,
    renderStrict(policy),
    '## Kinds of files',
    'The first row that fits decides. What fits none is dropped.',
    '',
    '| files | what becomes of them | why |',
    '|---|---|---|',
    ...groupFiles(policy.files ?? []).map(
      ({ globs, action, reason }) => `| ${globs.map(code).join(' ')} | ${action} | ${reason} |`,
    ),
    '',
    '## Keys of sidecars',
    ...renderRows(json, classes),
    '## Fields of dataset_description.json',
    ...renderRows(description, classes),
    '## Fields of the description of a column',
    ...renderRows(dictionary, classes),
    '## Columns of tables',
    ...renderRows(columns, classes),
    '## Headers of images',
    'These follow from the formats, and no policy changes them.',
    '',
    ...renderHeaders('NIfTI field', headers.nifti),
    ...renderHeaders('NIfTI extension', headers.extensions),
    ...renderHeaders('gzip field', headers.gzip),
    ...renderHeaders('bytes', headers.bytes),
    '## Lists',
    ...Object.entries(policy.lists ?? {}).map(
      ([name, words]) => `- ${name}: ${words.map(code).join(', ')}`,
    ),
    '',
  ].join('\n')
}

function renderStrict({ presets }: PolicyFile): string {
  const { removeClasses = [], columns = {} } = presets?.strict ?? {}
  const names = (wanted: (row: PolicyRow) => boolean) =>
    Object.entries(columns)
      .flatMap(([name, row]) => (wanted(row) ? [code(name)] : []))
      .join(' ')
  return `## The preset strict
\`{"preset": "strict"}\` removes everything of the classes *${removeClasses.join('*, *')}*;
what BIDS requires becomes \`n/a\`. Descriptions of columns lose every word that may be a name.

- Columns that go: ${names(({ action }) => action === 'remove')}
- Ages in bands of five years: ${names(({ band }) => band !== undefined)}
`
}

/** Rows that stand beside each other with the same action and reason, as one. */
function groupFiles(files: readonly FileRow[]) {
  const groups: { globs: string[]; action: string; reason: string }[] = []
  for (const { glob, action, reason = '' } of files) {
    const last = groups.at(-1)
    if (last?.action === action && last.reason === reason) last.globs.push(glob)
    else groups.push({ globs: [glob], action, reason })
  }
  return groups
}
