import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, finding } from '../rules.js'
import { lookAtAnnexKey } from './annex-keys.js'
import { inspectFile } from './inspect.js'
import { judgeTable, readTable } from './judge-table.js'
import { findLeftover } from './leftovers.js'
import type { LookContext } from './look-context.js'
import { detectInName, NameCheck } from './names.js'
import type { Originals } from './originals.js'
import { showable } from './showable.js'
import { checkSmallGroups, countSmallGroups, type SmallGroups } from './tables.js'
import { listTree, type TreeEntry } from './tree.js'

/** What a tree is judged against. */
export interface AuditRequest {
  /** Every path that was published, relative, with `/`; absent for a dataset that someone else made. */
  readonly expected?: ReadonlySet<string>
  readonly originals: Originals
  /** The same less what may stand among the credits of the dataset. */
  readonly originalsInCredits: Originals
  readonly ageCap: number
  readonly k: number
  /** Folders that are not part of what is judged, with `/` at the end. */
  readonly leftOut: readonly string[]
  /** Which files are wanted; all where absent. */
  readonly isAskedFor?: (path: string) => boolean
  /** Whether a file is known byte for byte, so that nobody has to look into it. */
  readonly isKnown?: (file: TreeEntry) => Promise<boolean>
  /** Told before the first file and after each. */
  readonly onFile?: (done: number, all: number) => void
  readonly signal?: AbortSignal
}

export interface OutputAudit {
  /** Paths of all files that were judged, sorted. */
  readonly files: readonly string[]
  readonly participants: number
  readonly findings: readonly Finding[]
  readonly smallGroups: SmallGroups
  /** Folders of version control, for the judge of histories. */
  readonly histories: readonly TreeEntry[]
}

const PARTICIPANTS = 'participants.tsv'
/** So many small files are read at once; larger ones go one by one, to bound memory. */
const AT_ONCE = 8
const SMALL_BYTES = 2 ** 20

/** Judges a tree by looking at its files alone. */
export async function auditOutput(root: string, request: AuditRequest): Promise<OutputAudit> {
  const { expected, leftOut, isAskedFor = () => true } = request
  const listed = await listTree(root, leftOut)
  const submodules = await readSubmodules(root)
  const entries = listed.filter(
    ({ path, kind }) =>
      (kind !== 'missing' || !path.endsWith('/') || submodules.has(path)) && isAskedFor(path),
  )
  const context = makeContext(entries, request)
  const names = new NameCheck(context)
  const findings: Finding[] = entries.flatMap((entry) => [
    ...names.check(entry.path),
    ...judgePlace(entry, request, context),
  ])
  await inspectAll(entries, context, findings, request)
  const files = entries.filter(({ kind }) => kind !== 'history').map(({ path }) => path)
  const present = new Set(files)
  for (const path of expected ?? []) {
    if (!present.has(path)) {
      findings.push(finding('CONTENT_MISSING', path, '', 'A file that was published is gone.'))
    }
  }
  const tables = entries.filter(({ path, kind }) => kind === 'file' && /\.tsv$/i.test(path))
  const at = { root, ageCap: request.ageCap, originals: request.originals }
  for (const entry of tables) findings.push(...(await judgeTable(entry, at)))
  const people = await readTable(join(root, PARTICIPANTS))
  const smallGroups = countSmallGroups(people, request.k)
  return {
    files,
    participants: new Set(files.flatMap((path) => /^sub-[^/]+(?=\/)/.exec(path) ?? [])).size,
    findings: [...findings, ...checkSmallGroups(PARTICIPANTS, smallGroups)],
    smallGroups,
    histories: entries.filter(({ kind }) => kind === 'history'),
  }
}

function makeContext(entries: readonly TreeEntry[], request: AuditRequest): LookContext {
  const labels = entries.flatMap(({ path }) => /^sub-([^/]+)(?=\/)/.exec(path)?.[1] ?? [])
  const { originals, originalsInCredits } = request
  return { originals, originalsInCredits, labels: new Set(labels) }
}

async function inspectAll(
  entries: readonly TreeEntry[],
  context: LookContext,
  findings: Finding[],
  { onFile, signal, isKnown = async () => false }: AuditRequest,
): Promise<void> {
  const files = entries.filter(({ kind }) => kind === 'file')
  const small = files.filter(({ size }) => size <= SMALL_BYTES)
  const large = files.filter(({ size }) => size > SMALL_BYTES)
  let done = 0
  onFile?.(done, files.length)
  const inspect = async (entry: TreeEntry): Promise<void> => {
    signal?.throwIfAborted()
    if (!(await isKnown(entry))) findings.push(...(await inspectFile(entry, context)))
    done += 1
    onFile?.(done, files.length)
  }
  for (let start = 0; start < small.length; start += AT_ONCE) {
    await Promise.all(small.slice(start, start + AT_ONCE).map(inspect))
  }
  for (const entry of large) await inspect(entry)
}

const MISSING = 'The content of the file is not present (git-annex), so it was not judged.'
const NOT_INSTALLED = 'A dataset that belongs here is not installed, so it was not judged.'

/** What is said of an entry by where it lies and what it is, before anybody looks into it. */
function judgePlace(
  entry: TreeEntry,
  { expected }: AuditRequest,
  context: LookContext,
): Finding[] {
  const { path, kind } = entry
  const file = showable(context.originals.mask(path))
  const found = judgeLink(entry, file, context)
  if (expected && entry.target !== undefined && entry.fault === undefined) {
    found.push(finding('LINK_LEAVES_DATASET', file, 'link', 'A published file is a link.'))
  }
  if (kind === 'missing') {
    found.push(finding('CONTENT_MISSING', file, '', path.endsWith('/') ? NOT_INSTALLED : MISSING))
  }
  if (kind === 'special') found.push(finding('FILE_KIND_UNKNOWN', file, '', SPECIAL))
  if (kind === 'unreadable') found.push(finding('FILE_KIND_UNKNOWN', file, '', UNREADABLE))
  const leftover = findLeftover(path)
  if (leftover) {
    const level = leftover.rule === 'KEY_IN_OUTPUT' ? 'error' : undefined
    found.push(
      finding(
        leftover.rule,
        file,
        '',
        `${capital(leftover.what)} do not belong in a dataset.`,
        level,
      ),
    )
  }
  if (expected && !expected.has(path) && kind !== 'history') {
    found.push(finding('FILE_KIND_UNKNOWN', file, '', 'No run of anon-bids published this file.'))
  }
  return found
}

const SPECIAL = 'This is neither a file nor a folder, or its name is not text.'
const UNREADABLE = 'The folder may not be entered by this user, or lies too deep.'
const FAULTS = {
  leaves: undefined,
  circle: 'The link leads in a circle.',
  dangling: 'The link leads nowhere.',
} as const

function judgeLink(
  { target, fault, kind }: TreeEntry,
  file: string,
  context: LookContext,
): Finding[] {
  if (target === undefined) return []
  const found: Finding[] = []
  if (fault === 'dangling') found.push(finding('CONTENT_MISSING', file, '', FAULTS.dangling))
  else if (fault) found.push(finding('LINK_LEAVES_DATASET', file, 'link', FAULTS[fault]))
  if (context.originals.isIn(target)) found.push(finding('ORIGINAL_ID_IN_NAME', file, 'link'))
  const isAnnex = target.includes('/annex/objects/')
  const told = isAnnex ? [] : target.split('/').flatMap(detectInName)
  for (const rule of new Set(told)) found.push(finding(rule, file, 'link'))
  if (isAnnex) found.push(...lookAtAnnexKey(target, file, context))
  return kind === 'link' || isAnnex ? found : []
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Paths of datasets that belong into this one, with `/` at the end. */
async function readSubmodules(root: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(root, '.gitmodules'), 'utf8').catch(() => '')
  const paths = [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => path)
  return new Set(paths.map((path) => `${path.normalize('NFC')}/`))
}
