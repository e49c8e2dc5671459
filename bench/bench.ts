/**
 * `npm run bench`: what the whole command costs in CPU, time and memory on a T1w of 256x256x192 int16, as a ratio to
 * unpacking and packing the same file. Runs of both are taken in turn and medians compared, since machines are shared.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
    images: { type: 'string', default: '6' },
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
  readonly manyOnTwo: Usage
  readonly help: Usage
  readonly empty: Usage
}

async function round(file: string, one: string, many: string): Promise<Round> {
  return {
    floor: await measure([join(root, 'bench', 'floor.mjs'), file, join(scratch, 'floor.gz')]),
    one: await participant(one, 1),
    many: await participant(many, 1),
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

function rows(rounds: readonly Round[], bytes: number): Row[] {
  const of = (figure: (r: Round) => number) => median(rounds.map(figure))
  const further = (r: Round) => (r.many.cpu - r.one.cpu) / (images - 1)
  const mb = bytes / 2 ** 20
  const row = (what: string, value: number, digits: number, unit: string, limit: string): Row => ({
    what,
    value: `${value.toFixed(digits)}${unit}`,
    limit,
  })
  return [
    row(
      'floor: gunzip + gzip -6, CPU',
      of((r) => r.floor.cpu),
      3,
      ' s',
      '',
    ),
    row(
      'one image, cold command, CPU',
      of((r) => r.one.cpu),
      3,
      ' s',
      '',
    ),
    row(
      'one image, cold command / floor',
      of((r) => r.one.cpu / r.floor.cpu),
      2,
      'x',
      '3x',
    ),
    row('each further image, warm pool, CPU', of(further), 3, ' s', ''),
    row(
      'each further image / floor',
      of((r) => further(r) / r.floor.cpu),
      2,
      'x',
      '1.7x',
    ),
    row(
      'one image, by the clock',
      of((r) => r.one.wall),
      2,
      ' s',
      '',
    ),
    row(
      `${images} images, 1 worker`,
      of((r) => images / r.many.wall),
      2,
      ' images/s',
      '',
    ),
    row(
      `${images} images, 2 workers`,
      of((r) => images / r.manyOnTwo.wall),
      2,
      ' images/s',
      '',
    ),
    row(
      '2 workers / 1 worker',
      of((r) => r.many.wall / r.manyOnTwo.wall),
      2,
      'x',
      '1.8x or more',
    ),
    row(
      'peak memory, 1 worker',
      of((r) => Math.max(r.one.rss, r.many.rss)),
      0,
      ' MB',
      '400 MB',
    ),
    row(
      'the second worker adds',
      of((r) => r.manyOnTwo.rss - r.many.rss),
      0,
      ' MB',
      `${(2.5 * mb + 60).toFixed(0)} MB`,
    ),
    row('--help, by the clock', of((r) => r.help.wall) * 1000, 0, ' ms', '300 ms'),
    row('Node.js alone, by the clock', of((r) => r.empty.wall) * 1000, 0, ' ms', ''),
  ]
}

function table(list: readonly Row[]): string {
  const lines = list.map(({ what, value, limit }) => `| ${what} | ${value} | ${limit} |`)
  return ['| | measured | wanted at most |', '|---|---|---|', ...lines].join('\n')
}

function docs(text: string): string {
  return `# Speed and memory

Made by \`npm run bench\`: medians of ${runs} rounds, in each of which every row is measured once, on
${availableParallelism()} cores with Node.js ${process.version}. The image is ${SHAPE.join('x')} int16, a real head of the package
brainbrowser drawn on a finer grid with noise. CPU is user and system time of the whole process with all its threads;
the floor is a Node.js process that unpacks and packs the same file. Input validation is left out
(\`--skip-bids-validation\`). A further image is what each of ${images - 1} more images adds to a run.

${text}
`
}

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist', 'main.js'))) {
    process.stderr.write('npm run bench needs the compiled program: npm run build\n')
    process.exitCode = 2
    return
  }
  const image = benchImage(join(root, 'node_modules'), 1)
  const packed = compressed(image)
  const one = benchDataset(join(scratch, 'one'), packed, 1)
  const many = benchDataset(join(scratch, 'many'), packed, images)
  const file = join(one, 'sub-01', 'anat', 'sub-01_T1w.nii.gz')
  await participant(one, 1) // the file cache is warm and the compile cache filled for every round alike
  const rounds: Round[] = []
  for (let k = 0; k < runs; k++) {
    rounds.push(await round(file, one, many))
    const load = loadavg()[0]?.toFixed(1)
    process.stderr.write(`round ${k + 1} of ${runs}, load of the machine ${load}\n`)
  }
  const text = table(rows(rounds, image.length))
  process.stdout.write(`${text}\n`)
  if (flags['write-docs']) {
    mkdirSync(join(root, 'docs'), { recursive: true })
    writeFileSync(join(root, 'docs', 'speed.md'), docs(text))
  }
}

try {
  await main()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
