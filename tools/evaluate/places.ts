import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Case } from './cases.ts'

/** The repository. */
const root = resolve(import.meta.dirname, '../..')

/** The folder "shared" that is named, or the nearest one at or above the repository; undefined when it is not there. */
export function findShared(named?: string): string | undefined {
  const isShared = (folder: string) => existsSync(join(folder, 'evaluate', 'evaluate.py'))
  if (named !== undefined) return isShared(resolve(named)) ? resolve(named) : undefined
  for (let at = resolve(root); at !== dirname(at); at = dirname(at)) {
    const there = join(at, '..', 'shared')
    if (isShared(there)) return there
  }
  return undefined
}

/** A minc source is a path under node_modules. */
export function located(one: Case): Case {
  if (!('minc' in one.source)) return one
  return { ...one, source: { minc: join(root, 'node_modules', one.source.minc) } }
}
