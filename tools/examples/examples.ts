/**
 * `npm run examples -- DIR`: every dataset of the public BIDS examples (a clone of bids-standard/bids-examples in DIR)
 * through participant and group, the BIDS validator before and after, and a table of what became of it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { copyFilled } from './fill.ts'
import { findLosses } from './losses.ts'
import { describe, type ExampleResult, renderDocs } from './table.ts'
import type { Issue } from './validate.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    people: { type: 'string', default: '2' },
    scratch: { type: 'string', default: path.join(tmpdir(), 'anon-bids-examples') },
    results: { type: 'string' },
    'as-they-are': { type: 'boolean', default: false },
    'no-validation': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
    note: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run examples -- DIR [options]
  --only TEXT       datasets whose name holds TEXT (a regular expression)
  --people N        participants of each dataset that are taken along (default 2)
  --as-they-are     all participants, and empty images stay empty (and are withheld)
  --no-validation   without the BIDS validator before and after
  --scratch DIR     copies and outputs (default in the system's temporary folder)
  --keep            leave them there
  --results FILE    one JSON line a dataset, added as they end; datasets in it are not run again
  --write-docs      write docs/examples.md from the results; --note TEXT goes into it
`

function run(
  script: string,
  args: readonly string[],
): { code: number; stdout: string; stderr: string } {
  const options = {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, ANON_BIDS_KEY: KEY },
  } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options)
  return { code: status ?? -1, stdout, stderr }
}

/** The same names every time. */
const KEY = '5a'.repeat(32)

function validate(folder: string): Issue[] | undefined {
  if (flags['no-validation']) return undefined
  const { code, stdout } = run(path.join(root, 'tools', 'examples', 'validate.ts'), [folder])
  return code === 0 ? JSON.parse(stdout) : undefined
}

function readAccount(output: string): ExampleResult['files'] {
  const file = path.join(output, '.anon-bids', 'files.tsv')
  if (!existsSync(file)) return []
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const [input = '', out = '', action = '', reason = ''] = line.split('\t')
    return { input, output: out, action, reason }
  })
}

function runExample(name: string, dir: string): ExampleResult {
  const input = path.join(flags.scratch, 'input', name)
  const output = path.join(flags.scratch, 'output', name)
  rmSync(output, { recursive: true, force: true })
  mkdirSync(path.dirname(input), { recursive: true })
  const isFilled = !flags['as-they-are']
  const source = isFilled ? input : path.join(dir, name)
  if (isFilled) copyFilled(path.join(dir, name), input, Number(flags.people))
  const program = path.join(root, 'bin', 'run.js')
  const options = ['--skip-bids-validation', '-w', flags.scratch]
  const start = performance.now()
  const participant = run(program, [source, output, 'participant', ...options])
  const group = run(program, [source, output, 'group', ...options])
  const seconds = (performance.now() - start) / 1000
  const before = validate(source)
  const after = validate(output)
  const files = readAccount(output)
  const result: ExampleResult = {
    name,
    seconds,
    codes: [participant.code, group.code],
    last: `${participant.stderr}\n${group.stderr}`.trimEnd().split('\n').slice(-6),
    files,
    lost: findLosses(source, output, files),
    ...(before && { before: before.filter(({ severity }) => severity === 'error') }),
    ...(after && { after: after.filter(({ severity }) => severity === 'error') }),
  }
  if (!flags.keep)
    for (const folder of [input, output]) rmSync(folder, { recursive: true, force: true })
  return result
}

const [dir] = positionals
if (flags.help || dir === undefined) {
  process.stdout.write(HELP)
} else {
  const isAsked = (name: string) => new RegExp(flags.only ?? '').test(name)
  const names = readdirSync(dir)
    .filter(
      (name) => existsSync(path.join(dir, name, 'dataset_description.json')) && isAsked(name),
    )
    .sort()
  const former =
    flags.results && existsSync(flags.results) ? readFileSync(flags.results, 'utf8') : ''
  const results: ExampleResult[] = former
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const done = new Set(results.map(({ name }) => name))
  for (const name of names.filter((one) => !done.has(one))) {
    const result = runExample(name, dir)
    results.push(result)
    process.stdout.write(`${describe(result)}\n`)
    if (flags.results) writeFileSync(flags.results, `${JSON.stringify(result)}\n`, { flag: 'a' })
  }
  results.sort((a, b) => (a.name < b.name ? -1 : 1))
  const docs = renderDocs(results, isFilledRun(), flags.note)
  if (flags['write-docs']) writeFileSync(path.join(root, 'docs', 'examples.md'), docs)
  else process.stdout.write(`\n${docs}`)
}

function isFilledRun(): number | undefined {
  return flags['as-they-are'] ? undefined : Number(flags.people)
}
