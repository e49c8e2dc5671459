import { open, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { parseTsv, type Tsv } from '../formats/tsv.js'
import { FileError, type Finding, finding } from '../rules.js'
import { searchDescription } from './credits.js'
import { checkGzipHeader, checkImageHeader, HEADER_SAMPLE_BYTES } from './image-header.js'
import type { Originals } from './originals.js'
import { checkRecordingHeader } from './recording-header.js'
import { isTextFile, searchName, searchText } from './search.js'
import { checkAges, checkSmallGroups, countSmallGroups, type SmallGroups } from './tables.js'

/** What the output is judged against. */
export interface AuditRequest {
  /** Every path that was published, relative, with `/`. */
  readonly expected: ReadonlySet<string>
  readonly originals: Originals
  /** The same less what may stand among the credits of the dataset. */
  readonly originalsInCredits: Originals
  readonly ageCap: number
  readonly k: number
  /** Folders that are not part of what is judged, with `/` at the end. */
  readonly leftOut: readonly string[]
}

export interface OutputAudit {
  /** Paths of all files that were judged, sorted. */
  readonly files: readonly string[]
  readonly participants: number
  readonly findings: readonly Finding[]
  readonly smallGroups: SmallGroups
}

const PARTICIPANTS = 'participants.tsv'
const DESCRIPTION = 'dataset_description.json'

/** Judges a published tree by looking at its files alone, one after the other. */
export async function auditOutput(root: string, request: AuditRequest): Promise<OutputAudit> {
  const entries = await listTree(root, request.leftOut)
  const findings: Finding[] = []
  for (const { path, isLink } of entries) {
    findings.push(...searchName(path, request.originals))
    if (!request.expected.has(path)) {
      findings.push(
        finding('FILE_KIND_UNKNOWN', path, '', 'No run of anon-bids published this file.'),
      )
    }
    if (isLink)
      findings.push(finding('LINK_LEAVES_DATASET', path, '', 'A published file is a link.'))
    else findings.push(...(await auditContent(root, path, request)))
  }
  const files = entries.map(({ path }) => path)
  const present = new Set(files)
  for (const path of request.expected) {
    if (present.has(path)) continue
    findings.push(finding('CONTENT_MISSING', path, '', 'A file that was published is gone.'))
  }
  const people = await readTable(root, PARTICIPANTS)
  const smallGroups = countSmallGroups(people, request.k)
  return {
    files,
    participants: new Set(files.flatMap((path) => /^sub-[^/]+(?=\/)/.exec(path) ?? [])).size,
    findings: [...findings, ...checkSmallGroups(PARTICIPANTS, smallGroups)],
    smallGroups,
  }
}

async function auditContent(
  root: string,
  path: string,
  { originals, originalsInCredits, ageCap }: AuditRequest,
): Promise<Finding[]> {
  const absolute = join(root, path)
  if (/\.nii(?:\.gz)?$/i.test(path)) {
    return checkImageHeader(path, await readStart(absolute), originals)
  }
  if (/\.(?:edf|bdf)$/i.test(path)) {
    return checkRecordingHeader(path, await readStart(absolute), originals)
  }
  if (/\.gz$/i.test(path)) return checkGzipHeader(path, await readStart(absolute))
  if (!isTextFile(path)) return []
  const bytes = await readFile(absolute)
  const found =
    path === DESCRIPTION
      ? searchDescription(path, bytes, originals, originalsInCredits)
      : searchText(path, bytes, originals)
  const table = path.endsWith('.tsv') ? await readTable(root, path) : undefined
  return table ? [...found, ...checkAges(path, table, ageCap)] : found
}

/** A table of the output; undefined when there is none or it cannot be read. */
async function readTable(root: string, path: string): Promise<Tsv | undefined> {
  const bytes = await readFile(join(root, path)).catch(() => undefined)
  if (!bytes) return undefined
  try {
    return parseTsv(bytes)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}

async function readStart(absolute: string): Promise<Uint8Array> {
  const file = await open(absolute)
  try {
    const bytes = new Uint8Array(HEADER_SAMPLE_BYTES)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function listTree(
  root: string,
  leftOut: readonly string[],
): Promise<{ path: string; isLink: boolean }[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      path: relative(root, join(entry.parentPath, entry.name))
        .split(sep)
        .join('/')
        .normalize('NFC'),
      isLink: entry.isSymbolicLink(),
    }))
    .filter(({ path }) => !leftOut.some((folder) => path.startsWith(folder)))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
