/**
 * `npm run evaluate`: the defacer judged from outside on the heads of cases.ts.
 * Needs the folder "shared" (heads and evaluate) and a Python with its requirements; says so when they are not there.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Case, CASES as PLAIN_CASES } from './cases.ts'
import { docs } from './docs.ts'
import { flags, HELP, root } from './flags.ts'
import { type Control, Judge, type Places } from './judge.ts'
import { findShared, located } from './places.ts'
import { failures, published, type Result, resultOf } from './score.ts'
import { STRANGE_CASES } from './strange-cases.ts'
import { summary } from './summary.ts'

const CASES: readonly Case[] = flags.others ? STRANGE_CASES : PLAIN_CASES

const run = promisify(execFile)

const outputs = resolve(flags.out ?? join(flags.scratch, 'out'))
const say = (text: string) => process.stderr.write(`${text}\n`)

async function places(): Promise<Places | string> {
  const shared = findShared(flags.shared)
  if (!shared) {
    return 'needs the folder "shared" with heads/ and evaluate/ beside the repository: --shared DIR'
  }
  try {
    await run(flags.python, [
      '-c',
      'import nibabel, scipy, ants, pandas, matplotlib, pydeface, PIL',
    ])
  } catch {
    return `needs a Python with ${join(shared, 'evaluate', 'requirements.txt')}, pydeface and pillow: --python FILE`
  }
  const scratch = resolve(flags.scratch)
  const cache = resolve(flags.cache ?? join(scratch, 'cache'))
  for (const folder of [cache, join(scratch, 'cases'), outputs]) {
    mkdirSync(folder, { recursive: true })
  }
  return { python: flags.python, shared, scratch, cache }
}

function chosen(): Case[] {
  const name = new RegExp(flags.name ?? '', 'i')
  const kind = new RegExp(flags.kind ?? '', 'i')
  const every = Math.max(1, Number(flags.every))
  return CASES.filter(
    (c) => (!flags.half || c.half === flags.half) && name.test(c.name) && kind.test(c.kind),
  ).filter((_, k) => k % every === 0)
}

interface Defaced {
  readonly verdict: string
  readonly reasons: readonly string[]
  readonly cpu?: { deface: number; process: number }
  readonly outcome?: unknown
}

async function deface(input: string, output: string, leader = ''): Promise<Defaced> {
  const script = fileURLToPath(new URL('deface-file.ts', import.meta.url))
  const own = [process.execPath, script, resolve(flags.dist), input, output, leader].filter(
    Boolean,
  )
  const words = flags.tool
    ? flags.tool.split(' ').map((w) => (w === 'IN' ? input : w === 'OUT' ? output : w))
    : own
  try {
    const { stdout } = await run('nice', ['-n', '10', ...words], {
      maxBuffer: 2 ** 26,
    })
    if (flags.tool) return { verdict: existsSync(output) ? 'pass' : 'fail', reasons: [] }
    const { outcome, cpu } = JSON.parse(stdout)
    return { verdict: outcome.verdict, reasons: outcome.reasons, cpu, outcome }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return { verdict: 'error', reasons: [text.slice(-600)] }
  }
}

async function oneCase(one: Case, judge: Judge): Promise<Result | undefined> {
  const made = await judge.make(located(one))
  if (made.error) {
    say(`${one.name}: could not be made: ${made.error}`)
    return undefined
  }
  if (flags.make) {
    await judge.baseline(located(one))
    return undefined
  }
  const lead = PLAIN_CASES.find((c) => c.name === one.leader)
  const leader = lead ? (await judge.make(lead)).image : undefined
  const output = join(outputs, `${one.name}.nii.gz`)
  const defaced = await deface(made.image, output, leader)
  if (defaced.verdict === 'error') return resultOf(one, defaced)
  const judged = await judge.judge(located(one), {
    anon: output,
    attacks: !flags['no-attacks'],
    ...(flags.pictures ? { picture: join(resolve(flags.pictures), `${one.name}.png`) } : {}),
    ...(flags.sheet ? { panel: join(outputs, `${one.name}.npy`) } : {}),
  })
  return resultOf(one, { ...defaced, judged })
}

const caption = (result: Result) =>
  `${result.name} ${result.verdict} | ${
    failures(result)
      .map((f) => f.figure)
      .join('; ') || 'clean'
  } | ${result.judged?.changed?.tissue_ml} ml, pydeface ${result.judged?.pydeface_ml}`

async function evaluateAll(cases: readonly Case[], at: Places, file: string): Promise<Result[]> {
  const results: Result[] = []
  const waiting = [...cases]
  const lane = async () => {
    const judge = new Judge(at)
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const result = await oneCase(one, judge)
      if (!result) continue
      results.push(result)
      const figures = failures(result).map((f) => f.figure)
      say(
        `${results.length}/${cases.length} ${result.name}: ${result.verdict}${
          result.verdict === 'pass' ? '' : ` (${result.reasons.join(' ')})`
        } | ${figures.join('; ') || 'clean'}`,
      )
      save(file, results)
    }
    judge.end()
  }
  await Promise.all(Array.from({ length: Math.max(1, Number(flags.jobs)) }, lane))
  const order = new Map(cases.map((c, k) => [c.name, k]))
  results.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0))
  if (!flags.make) save(file, results)
  if (flags.sheet && results.length > 0) {
    const judge = new Judge(at)
    const strips = results.map((r) => [join(outputs, `${r.name}.npy`), caption(r)] as const)
    await judge.sheet(resolve(flags.sheet), strips)
    judge.end()
  }
  return results
}

function save(file: string, results: readonly Result[]): void {
  writeFileSync(file, results.map((r) => `${JSON.stringify(r)}\n`).join(''))
}

/** The first eight published real heads of the results, attacked for strangers' shapes as well. */
async function control(results: readonly Result[], at: Places): Promise<Control> {
  const heads = PLAIN_CASES.filter((c) => results.some((r) => r.name === c.name && published(r)))
    .filter((c) => 'file' in c.source)
    .slice(0, 8)
  const judge = new Judge(at)
  const found = await judge.strangers(
    heads.map((c) => ({ ...c, anon: join(outputs, `${c.name}.nii.gz`) })),
  )
  judge.end()
  return found
}

const readResults = (file: string): Result[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

async function main(): Promise<void> {
  if (flags.help) {
    process.stdout.write(HELP)
    return
  }
  const cases = chosen()
  if (flags.list) {
    process.stdout.write(cases.map((c) => `${c.name}\t${c.kind}\t${c.half}\n`).join(''))
    return
  }
  const file = resolve(flags.results ?? join(flags.scratch, 'results.jsonl'))
  const chance = `${file}.strangers.json`
  let results: Result[]
  if (flags.summary) {
    results = readResults(file)
  } else {
    const at = await places()
    if (typeof at === 'string') {
      say(`npm run evaluate ${at}`)
      process.exitCode = 2
      return
    }
    if (flags.pictures) mkdirSync(resolve(flags.pictures), { recursive: true })
    if (flags.strangers) {
      writeFileSync(chance, JSON.stringify(await control(readResults(file), at)))
      return
    }
    results = await evaluateAll(cases, at, file)
  }
  if (flags.make) return
  process.stdout.write(summary(results))
  if (!flags['write-docs']) return
  const known = existsSync(chance) ? JSON.parse(readFileSync(chance, 'utf8')) : undefined
  writeFileSync(join(root, 'docs', 'heads.md'), docs(results, known, flags.note))
}

await main()
