import { execFileSync } from 'node:child_process'

/** Can git be run here? */
export function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'])
    return true
  } catch {
    return false
  }
}
