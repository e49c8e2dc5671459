/**
 * `npm run bench:metadata`: what the metadata of a large dataset cost, as a ratio to reading and writing the same
 * files. Runs of both are taken in turn and medians compared, since machines are shared.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure, median, type Usage } from './measure.ts'
import { FILES_EACH, writeMetadata } from './metadata-dataset.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    participants: { type: 'string', default: '1000' },
    'write-docs': { type: 'boolean', default: false },
  },
})
const runs = Number(flags.runs)
const participants = Number(flags.participants)
const scratch = mkdtempSync(join(tmpdir(), 'anon-bids-bench-'))
const command = join(root, 'bin', 'run.js')
const dataset = join(scratch, 'in')
let outputs = 0

interface Round {
  readonly floor: Usage
  readonly clean: Usage
}

/** Both write to new folders on the same disk, which are removed again outside the clock. */
async function round(): Promise<Round> {
  const copy = join(scratch, `copy-${outputs}`)
  const output = join(scratch, `out-${outputs++}`)
  const work = join(scratch, 'work')
  mkdirSync(work, { recursive: true })
  const floor = await measure([join(root, 'bench', 'floor-files.mjs'), dataset, copy])
  const options = ['--skip-bids-validation', '-w', work]
  const clean = await measure([command, dataset, output, 'participant', ...options])
  rmSync(copy, { recursive: true })
  rmSync(output, { recursive: true })
  return { floor, clean }
}

type Figure = readonly [what: string, of: (round: Round) => number, unit: string, limit: string]

const FIGURES: readonly Figure[] = [
  ['reading and writing the files, by the clock', ({ floor }) => floor.wall, ' s', ''],
  ['the participant level on them, by the clock', ({ clean }) => clean.wall, ' s', ''],
  ['ratio by the clock', ({ clean, floor }) => clean.wall / floor.wall, 'x', '2x'],
  ['reading and writing the files, CPU', ({ floor }) => floor.cpu, ' s', ''],
  ['the participant level on them, CPU', ({ clean }) => clean.cpu, ' s', ''],
  ['ratio of CPU', ({ clean, floor }) => clean.cpu / floor.cpu, 'x', ''],
]

function table(rounds: readonly Round[]): string {
  const lines = FIGURES.map(
    ([what, of, unit, limit]) =>
      `| ${what} | ${median(rounds.map(of)).toFixed(2)}${unit} | ${limit} |`,
  )
  return ['| | measured | wanted at most |', '|---|---|---|', ...lines].join('\n')
}

const START = '<!-- metadata: made by npm run bench:metadata -->'
const END = '<!-- end of metadata -->'

/** The section of docs/speed.md; what else stands there stays. */
function writeSection(text: string, load: string): void {
  const file = join(root, 'docs', 'speed.md')
  const page = readFileSync(file, 'utf8')
  const [before = ''] = page.split(START)
  const after = page.split(END)[1] ?? '\n'
  const section = `## Metadata

Made by \`npm run bench:metadata\`: medians of ${runs} rounds on ${availableParallelism()} cores with Node.js ${process.version}. The dataset
has ${participants} participants with ${FILES_EACH} files each: sidecars, tables of events and of scans, no images. The floor is a Node.js
process that reads each file and writes it to a new folder, flushed to the disk and renamed, several at once. The load of
the machine before the bench was ${load}.

${text}
`
  writeFileSync(file, `${before.trimEnd()}\n\n${START}\n${section}${END}${after}`)
}

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist', 'main.js'))) {
    process.stderr.write('npm run bench:metadata needs the compiled program: npm run build\n')
    process.exitCode = 2
    return
  }
  const load = (loadavg()[0] ?? 0).toFixed(1)
  writeMetadata(dataset, participants)
  const rounds: Round[] = []
  for (let k = 0; k < runs; k++) {
    rounds.push(await round())
    process.stderr.write(`round ${k + 1} of ${runs}\n`)
  }
  const text = table(rounds)
  process.stdout.write(`${text}\n`)
  if (flags['write-docs']) writeSection(text, load)
}

try {
  await main()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
