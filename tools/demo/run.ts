/**
 * `npm run demo`: two real heads in, a de-identified dataset and its leak report out, through the real command
 * line. Everything it makes lies in demo/.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeDemoDataset } from './dataset.ts'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
const program = path.join(root, 'bin', 'run.js')
const [input, output] = ['input', 'output'].map((name) => path.join('demo', name))

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Runs one level as a user would and gives its exit code. */
function run(level: 'participant' | 'group'): number {
  say(`\n$ anon-bids ${input} ${output} ${level}`)
  const child = spawnSync(process.execPath, [program, input, output, level], {
    cwd: root,
    stdio: 'inherit',
  })
  return child.status ?? 1
}

/** Names of the fields of the first sidecar of a T1w in a folder. */
function listFields(folder: string): string[] {
  const [file] = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.startsWith('sub-') && name.endsWith('_T1w.json'))
    .sort()
  return file === undefined
    ? []
    : Object.keys(JSON.parse(readFileSync(path.join(root, folder, file), 'utf8')))
}

function listImages(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.nii.gz'))
    .sort()
}

for (const folder of [input, output])
  rmSync(path.join(root, folder), { recursive: true, force: true })
say(`Writing a small dataset of two real heads and invented persons to ${input} ...`)
writeDemoDataset(path.join(root, input))
for (const file of listImages(input)) say(`  ${file}`)

const participant = run('participant')
const group = participant === 0 || participant === 3 ? run('group') : participant

const report = path.join(output, 'derivatives', 'anon-bids', 'leak-report.html')
if (existsSync(path.join(root, report))) {
  say(`\nThe de-identified images in ${output}:`)
  for (const file of listImages(output)) say(`  ${file}`)
  const left = new Set(listFields(output))
  const removed = listFields(input).filter((field) => !left.has(field))
  say(`\nRemoved from the sidecars of the T1w images:\n  ${removed.join(' ')}`)
  say(`\nOpen the report and look at the heads: ${report}`)
}
process.exitCode = participant || group
