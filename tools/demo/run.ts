/**
 * `npm run demo`: two real heads in, a de-identified dataset and its leak report out, through the real command
 * line. Everything it makes lies in demo/.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
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
  say(`\nOpen the report and look at the heads: ${report}`)
}
process.exitCode = participant || group
