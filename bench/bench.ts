/**
 * `npm run bench`: what the whole command costs in CPU, time and memory on a T1w of 256x256x192 int16, as a ratio to
 * unpacking and packing the same file. Runs of both are taken in turn and medians compared, since machines are shared.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchDataset, benchImage, compressed, SHAPE } from './head.ts'
import { measure, median, type Usage } from './measure.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    images: { type: 'string', default: '24' },
    'write-docs': { type: 'boolean', default: false },
  },
})
const runs = Number(flags.runs)
const images = Math.max(3, Number(flags.images))
const scratch = mkdtempSync(join(tmpdir(), 'anon-bids-bench-'))
const command = join(root, 'bin', 'run.js')
let outputs = 0

/** The whole command, cold, on a dataset; the output is removed again. */
async function participant(dataset: string, workers: number): Promise<Usage> {
  const output = join(scratch, `out-${outputs++}`)
  const work = join(scratch, 'work')
  mkdirSync(work, { recursive: true })
  const options = ['--n-procs', String(workers), '--skip-bids-validation', '-w', work]
  const usage = await measure([command, dataset, output, 'participant', ...options])
  rmSync(output, { recursive: true })
  return usage
}

interface Round {
  readonly floor: Usage
  readonly one: Usage
  readonly many: Usage
  readonly twoOnTwo: Usage
  readonly manyOnTwo: Usage
  readonly help: Usage
  readonly empty: Usage
}

async function round(file: string, one: string, two: string, many: string): Promise<Round> {
  return {
    floor: await measure([join(root, 'bench', 'floor.mjs'), file, join(scratch, 'floor.gz')]),
    one: await participant(one, 1),
    many: await participant(many, 1),
    twoOnTwo: await participant(two, 2),
    manyOnTwo: await participant(many, 2),
    help: await measure([command, '--help']),
    empty: await measure(['-e', '0']),
  }
}

interface Row {
  readonly what: string
  readonly value: string
  readonly limit: string
}

/** Name, figure, digits, unit, limit. */
type Figure = readonly [string, (round: Round) => number, number, string, string]

function rows(rounds: readonly Round[], bytes: number): Row[] {
  const cold = (r: Round) => r.one.cpu
  const floor = (r: Round) => r.floor.cpu
  const further = (r: Round) => (r.many.cpu - r.one.cpu) / (images - 1)
  const furtherOfTwo = (r: Round) => (r.manyOnTwo.cpu - r.twoOnTwo.cpu) / (images - 2)
  // the start of the program is left out: what more images take
  const rateOfOne = (r: Round) => (images - 1) / (r.many.wall - r.one.wall)
  const rateOfTwo = (r: Round) => (images - 2) / (r.manyOnTwo.wall - r.twoOnTwo.wall)
  const coresOfOne = (r: Round) => (r.many.cpu - r.one.cpu) / (r.many.wall - r.one.wall)
  const coresOfTwo = (r: Round) =>
    (r.manyOnTwo.cpu - r.twoOnTwo.cpu) / (r.manyOnTwo.wall - r.twoOnTwo.wall)
  const added = (r: Round) => r.manyOnTwo.rss - r.many.rss
  const addedMost = (2.5 * bytes) / 2 ** 20 + 60
  const figures: Figure[] = [
    ['floor: gunzip + gzip -6, CPU', floor, 3, ' s', ''],
    ['one image, cold command, CPU', cold, 3, ' s', ''],
    ['one image, cold command / floor', (r) => cold(r) / floor(r), 2, 'x', '3x'],
    ['each further image, warm pool, CPU', further, 3, ' s', ''],
    ['each further image / floor', (r) => further(r) / floor(r), 2, 'x', '1.7x'],
    ['one image, by the clock', (r) => r.one.wall, 2, ' s', ''],
    ['further images, 1 worker', rateOfOne, 2, ' images/s', ''],
    ['further images, 2 workers', rateOfTwo, 2, ' images/s', ''],
    ['2 workers / 1 worker', (r) => rateOfTwo(r) / rateOfOne(r), 2, 'x', '1.8x or more'],
    ['each further image, 2 workers, CPU', furtherOfTwo, 3, ' s', ''],
    ['cores kept busy by 1 worker', coresOfOne, 2, '', ''],
    ['cores kept busy by 2 workers', coresOfTwo, 2, '', ''],
    ['peak memory, 1 worker', (r) => Math.max(r.one.rss, r.many.rss), 0, ' MB', '400 MB'],
    ['the second worker adds', added, 0, ' MB', `${addedMost.toFixed(0)} MB`],
    ['--help, by the clock', (r) => 1000 * r.help.wall, 0, ' ms', '300 ms'],
    ['Node.js alone, by the clock', (r) => 1000 * r.empty.wall, 0, ' ms', ''],
  ]
  return figures.map(([what, figure, digits, unit, limit]) => ({
    what,
    value: `${median(rounds.map(figure)).toFixed(digits)}${unit}`,
    limit,
  }))
}

function table(list: readonly Row[]): string {
  const lines = list.map(({ what, value, limit }) => `| ${what} | ${value} | ${limit} |`)
  return ['| | measured | wanted at most |', '|---|---|---|', ...lines].join('\n')
}

const load = () => (loadavg()[0] ?? 0).toFixed(1)

/** What bench/metadata.ts writes into the same file begins here. */
const METADATA = '<!-- metadata:'

function docs(text: string, before: string): string {
  return `# Speed and memory

Made by \`npm run bench\`: medians of ${runs} rounds, in each of which every row is measured once, on
${availableParallelism()} cores with Node.js ${process.version}. The image is ${SHAPE.join('x')} int16, a real head of the package
brainbrowser drawn on a finer grid with noise. CPU is user and system time of the whole process with all its threads;
the floor is a Node.js process that unpacks and packs the same file. Input validation is left out
(\`--skip-bids-validation\`). A further image is what each of ${images - 1} more images adds to a run. The
load of the machine before the bench was ${before}: where others work on it, figures by the clock, and those of two
workers above all, are worse than on free cores; ratios of CPU time are hardly touched. One worker keeps more than one
core busy, since its collector and compiler have threads of their own (most of it while a worker's first images warm it up);
so two workers cannot be twice as fast on two cores.

${text}
`
}

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist', 'main.js'))) {
    process.stderr.write('npm run bench needs the compiled program: npm run build\n')
    process.exitCode = 2
    return
  }
  const before = load()
  const image = benchImage(join(root, 'node_modules'), 1)
  const packed = compressed(image)
  const one = benchDataset(join(scratch, 'one'), packed, 1)
  const two = benchDataset(join(scratch, 'two'), packed, 2)
  const many = benchDataset(join(scratch, 'many'), packed, images)
  const file = join(one, 'sub-01', 'anat', 'sub-01_T1w.nii.gz')
  await participant(one, 1) // the file cache is warm and the compile cache filled for every round alike
  const rounds: Round[] = []
  for (let k = 0; k < runs; k++) {
    rounds.push(await round(file, one, two, many))
    process.stderr.write(`round ${k + 1} of ${runs}, load of the machine ${load()}\n`)
  }
  const text = table(rows(rounds, image.length))
  process.stdout.write(`${text}\n`)
  if (flags['write-docs']) {
    mkdirSync(join(root, 'docs'), { recursive: true })
    const file = join(root, 'docs', 'speed.md')
    const metadata = existsSync(file) ? readFileSync(file, 'utf8').split(METADATA)[1] : undefined
    const rest = metadata === undefined ? '' : `\n${METADATA}${metadata}`
    writeFileSync(file, docs(text, before) + rest)
  }
}

try {
  await main()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
