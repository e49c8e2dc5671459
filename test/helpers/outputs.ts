import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { listPublic, makeFolders, makeImage, runCli } from './cli.js'

/** Path of a functional run of a participant. */
export function bold(label: string, session?: string): string {
  const folder = session === undefined ? `sub-${label}` : `sub-${label}/ses-${session}`
  return `${folder}/func/${folder.replace('/', '_')}_task-rest_bold.nii.gz`
}

/** Two people with a table: what runs in no time. */
export function twoPeople() {
  const { data, out, top } = makeFolders({
    [bold('01')]: makeImage(),
    [bold('02')]: makeImage(),
    'participants.tsv':
      'participant_id\tage\tdate_of_scan\nsub-01\t93\t2019-03-04\nsub-02\t30\t2019-05-06\n',
  })
  const run = (...words: string[]) => runCli([data, out, ...words, '--skip-bids-validation'])
  return { data, out, top, run }
}

/** Digest of every public file, by path. */
export function digests(out: string): Record<string, string> {
  return Object.fromEntries(
    listPublic(out).map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(out, path)))
        .digest('hex'),
    ]),
  )
}

/** Nothing half: every published image unpacks, every table and sidecar is whole, nothing is on its way. */
export function isWhole(out: string): boolean {
  for (const path of listPublic(out)) {
    const bytes = readFileSync(join(out, path))
    if (path.endsWith('.gz')) gunzipSync(bytes)
    else if (path.endsWith('.json')) JSON.parse(bytes.toString('utf8'))
  }
  return true
}

/** Names in a folder of the private part. */
export function privateNames(out: string, folder: string): string[] {
  return readdirSync(join(out, '.anon-bids', folder))
}
