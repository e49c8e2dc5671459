import { existsSync, writeFileSync } from 'node:fs'

/** Stands in for the task of the workers: dies, hangs or answers, as the name of its output says. */
export async function run({ staged }) {
  if (staged.endsWith('-hang')) await new Promise((resolve) => setTimeout(resolve, 60_000))
  if (staged.endsWith('-die')) process.exit(9)
  if (staged.endsWith('-die-once') && !existsSync(staged)) {
    writeFileSync(staged, '')
    process.exit(9)
  }
  return { kind: 'carried' }
}
