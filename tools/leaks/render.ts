/** What was measured: see measure.ts. */
export interface Measured {
  readonly recall: readonly {
    readonly kind: string
    readonly planted: number
    readonly found: number
  }[]
  readonly alarms: readonly {
    readonly what: string
    readonly all: number
    readonly byRule: Readonly<Record<string, number>>
  }[]
  readonly shortest: Readonly<Record<'word' | 'number' | 'numberInside' | 'name', number>>
}

/** docs/leaks.md as a whole. */
export function renderLeaks({ recall, alarms, shortest }: Measured): string {
  const found = recall.reduce((sum, row) => sum + row.found, 0)
  const planted = recall.reduce((sum, row) => sum + row.planted, 0)
  const share = (part: number, whole: number) =>
    `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`
  return `# What is searched, and how well it is found

Made by \`npm run leaks FOLDER\`; FOLDER holds public datasets, here the examples of the BIDS project
(bids-standard/bids-examples).

## Three nets
1. **Types.** A field or column stays only when the policy knows it and its value is what belongs there. This alone stops
   most of what identifies, whatever it looks like. See [policy.md](policy.md).
2. **Originals.** What stands in fields that name somebody (\`PatientName\`, \`PatientID\`, operators, accession and serial
   numbers, UIDs, labels of participants ...) is searched in every name and text that would stay: in any case, without
   separators and accents, with umlauts written out or not, Cyrillic and Greek in Latin letters, words in the other order,
   with initials, written together.
3. **Detectors.** Patterns for dates, times, addresses of mail, telephone numbers, UIDs, paths, hosts, IP and MAC addresses,
   credentials, record numbers, national and insurance numbers with their check digits, postcodes and streets; and for
   names of persons.

\`test/planted\` builds datasets with about 2,000 planted values each, of every kind, in every place in which one was ever seen:
sidecars at all levels, headers and extensions of images, gzip headers, tables, events, recordings, texts, names of files. The
tests run both levels on them and search every byte of the output: none may be found, and every field and column that an
analysis reads has to be there, value for value.

## Detectors alone
Sentences with one planted value of which no other field tells, so that only the third net can find it. Made-up names and
rare names of many languages, not from the program's own list.

| kind | planted | found |
|---|---|---|
${recall.map((row) => `| ${row.kind} | ${row.planted} | ${share(row.found, row.planted)} |`).join('\n')}
| **together** | **${planted}** | **${share(found, planted)}** |

## False alarms
Nothing was planted here. Lines of texts that were left out do name persons, days and places in part: authors, hospitals,
releases.

| what | all | hits |
|---|---|---|
${alarms.map((row) => `| ${row.what} | ${row.all} | ${renderHits(row.byRule, row.all)} |`).join('\n')}

## Short and common values
A label \`01\` or a sex \`M\` stands in every text by chance. So that the search stays of use:

| value | searched |
|---|---|
| a label or another value of fewer than ${shortest.word} letters and digits | labels behind their \`sub-\`; others not |
| a value of digits alone | from ${shortest.number} digits on |
| digits inside a value (\`MRN-0047119\`) | from ${shortest.numberInside} digits on, with zeros in front or without |
| one word of a name | from ${shortest.word} letters on, unless it is a word of plain language |
| a word of a name of ${shortest.name} letters | where it begins with a capital, or is the whole text |
| shorter words of a name | together with another word of the name only |
| words that scanners write where they have no value, and technical terms | not |

## What a judge planted
Somebody who had not looked at \`test/planted\` planted 1,033 secrets (names made of syllables, numbers, days, places, hosts,
paths) in 54 files of all datatypes; 51 were in the output (4.9 %), 42 after mends. Of 363 others in 23 files, written after
those mends, 13 were there (3.6 %), 9 after. What stays are names of persons as a folder and file of a stimulus, as the name,
reference or group of a channel, as a condition ("go to ..."), and authors of a method: see below.

## What no net holds
- A name that stands in no field made for it, alone, without a word beside it that tells (\`scanned by\`, \`Mr\`), as the
  condition of a trial, as a label that several participants share, or within prose in small letters.
- Writing that is burnt into voxels, and what a voice says.
- Somebody who is recognized by what the data say: a rare illness, a day, a place.
`
}

function renderHits(byRule: Readonly<Record<string, number>>, all: number): string {
  const rows = Object.entries(byRule).toSorted(([, a], [, b]) => b - a)
  const sum = rows.reduce((total, [, count]) => total + count, 0)
  const parts = rows.map(([rule, count]) => `${rule} ${count}`).join(', ')
  return `${sum} (${((100 * sum) / Math.max(all, 1)).toFixed(1)} %): ${parts}`
}
