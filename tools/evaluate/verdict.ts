/**
 * `npm run evaluate:verdict`: is the auditor's verdict on faces right? Judged over good outputs and ones that were spoiled on
 * purpose (spoil/), with the originals at hand and without, against the outside judge and what is known by construction.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { FaceJudgement } from '../../src/audit/faces/judgement.ts'
import type { NiftiImage } from '../../src/formats/nifti/image.ts'
import { CASES, type Case } from './cases.ts'
import { Judge } from './judge.ts'
import { findShared, located } from './places.ts'
import { loadProgram, type Program } from './program.ts'
import { Head, type Spoiled } from './spoil/head.ts'
import { recipesOf } from './spoil/recipes.ts'
import { type Answer, type Judged, verdictSummary } from './verdict-summary.ts'

const HELP = `npm run evaluate:verdict -- [options]
  --half tune|report   label maps 02 05 08 10 and odd numbers of IXI, or the others (default both)
  --name TEXT          cases whose name holds TEXT (a regular expression)
  --every N, --from N  every Nth of them, from which
  --recipe TEXT        only what is named so (a regular expression)
  --per N              outputs made of each head, in turn (default 10; the good one is always there)
  --no-asking          only outputs that are good or spoiled by construction, or whose label is kept
  --summary            only print the summary of --results
  --results FILE       one JSON line an output (default SCRATCH/verdict.jsonl)
  --labels FILE        what the outside judge said, kept (default SCRATCH/verdict-labels.jsonl)
  --shared, --python, --scratch, --cache, --dist   as for npm run evaluate
`

const { values: flags } = parseArgs({
  options: {
    half: { type: 'string' },
    name: { type: 'string' },
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    recipe: { type: 'string' },
    per: { type: 'string', default: '10' },
    'no-asking': { type: 'boolean', default: false },
    summary: { type: 'boolean', default: false },
    results: { type: 'string' },
    labels: { type: 'string' },
    shared: { type: 'string' },
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
    scratch: { type: 'string', default: '/tmp/anon-bids-evaluate' },
    cache: { type: 'string' },
    dist: { type: 'string', default: resolve(import.meta.dirname, '../../dist') },
    help: { type: 'boolean', default: false },
  },
})

/** The half on which limits were chosen. It is not that of `npm run evaluate`, whose cut is another thing. */
function halfOf({ name }: Case): 'tune' | 'report' {
  const map = /^map(\d\d)/.exec(name)?.[1]
  if (map) return ['02', '05', '08', '10'].includes(map) ? 'tune' : 'report'
  const ixi = /^ixi(\d+)/.exec(name)?.[1]
  if (ixi) return Number(ixi) % 2 === 1 ? 'tune' : 'report'
  return /1$|adult/.test(name) ? 'tune' : 'report'
}

/** Cases that are judged alone: a session's other images would need its T1w. */
function chosen(): Case[] {
  const name = new RegExp(flags.name ?? '')
  const every = Number(flags.every)
  const from = Number(flags.from)
  return CASES.filter((one) => !one.leader && name.test(one.name))
    .filter((one) => !flags.half || halfOf(one) === flags.half)
    .filter((_, n) => n % every === from % every)
}

/** The good output, and others in turn, so that all come up equally often over many heads. */
function chooseRecipes(names: readonly string[], turn: number): string[] {
  if (flags.recipe) return names.filter((name) => new RegExp(flags.recipe ?? '').test(name))
  const others = names.filter((name) => name !== 'good')
  const count = Math.min(Number(flags.per) - 1, others.length)
  const picked = Array.from(
    { length: count },
    (_, n) => others[(turn * count + n) % others.length],
  )
  return ['good', ...picked]
}

function readLines<T>(file: string): T[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

interface Labelled {
  readonly key: string
  readonly figures: Pick<Answer, 'kept' | 'brain'>
}

function timed(judge: () => FaceJudgement): Judged {
  const start = process.cpuUsage()
  const { verdict, score, problems, face, recoverable, brain } = judge()
  const { user, system } = process.cpuUsage(start)
  const rules = [...new Set(problems.map(({ rule, where }) => `${rule} ${where}`.trim()))]
  const kept = Object.fromEntries(Object.entries(face).map(([k, v]) => [k, v.keptFraction]))
  const shape = Object.fromEntries(Object.entries(face).map(([k, v]) => [k, v.depthCorrelation]))
  const figures = { kept, shape, recoverable, brain: brain.changedVoxels }
  return { verdict, score, rules, figures, cpu: (user + system) / 1e6 }
}

/** @param own where the case's original has its head; the same is found for every output of it */
function judgeBoth(
  lib: Program,
  image: NiftiImage,
  spoiled: Spoiled,
  own: ReturnType<Program['locateHead']>,
) {
  const output = { ...image, voxels: spoiled.voxels }
  const compare = () => {
    const { original } = spoiled
    if (original) return lib.compareFaces({ ...image, voxels: original }, output, false).judgement
    return 'reason' in own ? lib.notAssessable(own.reason) : lib.compareLocated(own, output, false)
  }
  return {
    compared: timed(compare),
    alone: timed(() => lib.lookForFace(output, false).judgement),
  }
}

/** What the outside judge says of outputs, asked once and kept in a file. */
class Labels {
  readonly #file: string
  readonly #judge: Judge
  readonly #known: Map<string, Labelled['figures']>
  readonly #passing: string

  constructor(file: string, judge: Judge, scratch: string) {
    this.#file = file
    this.#judge = judge
    this.#known = new Map(readLines<Labelled>(file).map(({ key, figures }) => [key, figures]))
    this.#passing = join(scratch, `verdict-${process.pid}.nii`)
  }

  async of(
    one: Case,
    name: string,
    write: (path: string) => void,
  ): Promise<Labelled['figures'] | undefined> {
    const key = `${one.name}/${name}`
    const known = this.#known.get(key)
    if (known || flags['no-asking']) return known
    write(this.#passing)
    const { error, kept, brain } = await this.#judge.label(located(one), this.#passing)
    rmSync(this.#passing, { force: true })
    if (error) throw new Error(`${key}: ${error}`)
    const figures = { kept, brain }
    writeFileSync(this.#file, `${JSON.stringify({ key, figures })}\n`, { flag: 'a' })
    return figures
  }
}

/** All that is asked of one head. */
async function judgeHead(
  lib: Program,
  one: Case,
  turn: number,
  image: string,
  { labels, judge }: { readonly labels: Labels; readonly judge: Judge },
): Promise<Answer[]> {
  const bytes = readFileSync(image)
  // a copy, for slices of a buffer share its memory
  const content = new Uint8Array(lib.isGzip(bytes) ? lib.gunzip(bytes, 2 ** 32) : bytes)
  const head = Head.of(lib, content)
  if (!head) {
    process.stderr.write(`${one.name}: not published\n`)
    return []
  }
  const answers: Answer[] = []
  const own = lib.locateHead(head.image)
  const names = chooseRecipes(Object.keys(recipesOf(head)), turn)
  const isMasked = names.includes('as pydeface') && !flags['no-asking']
  const recipes = recipesOf(head, isMasked ? await judge.facemask(located(one)) : undefined)
  for (const name of names) {
    const spoiled = recipes[name]?.()
    if (!spoiled) continue
    const output = { ...head.image, voxels: spoiled.voxels }
    const figures =
      spoiled.label === 'bad'
        ? undefined
        : await labels.of(one, name, (path) =>
            writeFileSync(path, Buffer.concat(lib.cleanNiftiParts(output))),
          )
    if (spoiled.label === 'judge' && !figures) continue
    const answer: Answer = {
      name: one.name,
      recipe: name,
      half: halfOf(one),
      hard: one.hard,
      label: spoiled.label,
      ...figures,
      ...judgeBoth(lib, head.image, spoiled, own),
    }
    answers.push(answer)
    const { compared, alone } = answer
    process.stderr.write(
      `${one.name}/${name}: ${compared.verdict} ${compared.score.toFixed(2)} | ${alone.verdict} ${alone.score.toFixed(2)}\n`,
    )
  }
  return answers
}

async function main(): Promise<void> {
  if (flags.help) {
    process.stdout.write(HELP)
    return
  }
  const results = resolve(flags.results ?? join(flags.scratch, 'verdict.jsonl'))
  if (flags.summary) {
    process.stdout.write(verdictSummary(readLines<Answer>(results)))
    return
  }
  const shared = findShared(flags.shared)
  if (!shared) {
    process.stderr.write('npm run evaluate:verdict needs the folder "shared": --shared DIR\n')
    process.exitCode = 2
    return
  }
  const { scratch, python } = flags
  mkdirSync(scratch, { recursive: true })
  const cache = flags.cache ?? join(scratch, 'cache')
  const lib = await loadProgram(resolve(flags.dist))
  const judge = new Judge({ python, shared, scratch, cache })
  const file = resolve(flags.labels ?? join(scratch, 'verdict-labels.jsonl'))
  const labels = new Labels(file, judge, scratch)
  const answers: Answer[] = []
  for (const [turn, one] of chosen().entries()) {
    const { image, error } = await judge.make(located(one))
    if (error) throw new Error(`${one.name}: ${error}`)
    answers.push(...(await judgeHead(lib, one, turn, image, { labels, judge })))
    writeFileSync(results, answers.map((a) => `${JSON.stringify(a)}\n`).join(''))
  }
  judge.end()
  process.stdout.write(verdictSummary(answers))
}

await main()
