import { type ChildProcess, spawn } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { realHead } from './head.js'
import { buildNifti, type NiftiOptions } from './nifti.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const SCRIPT = join(ROOT, 'bin/run.js')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** Starts the compiled program as a user would, with the Node.js that runs the tests. */
export function startCli(
  args: readonly string[],
  { env = {}, cwd }: { env?: Record<string, string | undefined>; cwd?: string } = {},
): Started {
  const child = spawn(process.execPath, [SCRIPT, ...args], {
    // The test runner's own settings for Node.js must not reach the program.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { child, ended }
}

export function runCli(
  args: readonly string[],
  settings?: Parameters<typeof startCli>[1],
): Promise<Ended> {
  return startCli(args, settings).ended
}

/** Files by path to contents: text, bytes, or JSON for anything else. */
export type Contents = Readonly<Record<string, string | Uint8Array | object>>

/** Two folders that are free to use: a dataset with these files, and a place for the output that is not there yet. */
export function makeFolders(files: Contents): { data: string; out: string; top: string } {
  const top = mkdtempSync(join(tmpdir(), 'anon-bids-test-'))
  process.once('exit', () => rmSync(top, { recursive: true, force: true }))
  const data = join(top, 'data')
  mkdirSync(data)
  writeFiles(data, { 'dataset_description.json': DESCRIPTION, ...files })
  return { data, out: join(top, 'out'), top }
}

export function writeFiles(folder: string, files: Contents): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    const isRaw = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(join(folder, path), isRaw ? content : JSON.stringify(content))
  }
}

export const DESCRIPTION = { Name: 'Test', BIDSVersion: '1.10.0', DatasetType: 'raw' }

/** A head that every registration finds. */
export const HEAD = compressHead()

function compressHead(): Uint8Array {
  const { shape, affine, data } = realHead()
  return makeImage({ shape, affine, voxel: (i) => Math.round(8 * data[i]) })
}

/** A small image in which no head is looked for, such as a functional run. */
export function makeImage(options: NiftiOptions = {}): Uint8Array {
  return gzipSync(buildNifti(options))
}

/** Every file below a folder, sorted, relative, with `/`. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()
}

/** The files that may be shared: everything outside `.anon-bids`. */
export function listPublic(out: string): string[] {
  return listFiles(out).filter((path) => !path.startsWith('.anon-bids/'))
}

/** files.tsv as objects. */
export function readAccount(out: string): Record<string, string>[] {
  const [head = '', ...rows] = readFileSync(join(out, '.anon-bids/files.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
  const columns = head.split('\t')
  return rows.map((row) =>
    Object.fromEntries(row.split('\t').map((cell, i) => [columns[i] ?? '', cell])),
  )
}

/** What became of one input file. */
export function findRow(out: string, input: string): Record<string, string> {
  return readAccount(out).find((row) => row.input === input) ?? {}
}
