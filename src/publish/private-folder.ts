import { access } from 'node:fs/promises'
import { join } from 'node:path'

/** The private part of an output: state, and by default key and mapping. Mode 0700, not for sharing. */
export const PRIVATE_FOLDER = '.anon-bids'

/** Where everything private lies, below the output folder. */
export interface PrivatePaths {
  readonly root: string
  /** One state file a participant, named by pseudonym. */
  readonly participants: string
  /** Files on their way from another file system. */
  readonly incoming: string
  readonly locks: string
  readonly logs: string
  /** Every input file and what became of it; holds original names. */
  readonly files: string
  /** participant_id and pseudonym. */
  readonly mapping: string
  /** Tells whether a key is the one of this output; says nothing about the key. */
  readonly keyMark: string
  /** The options that everybody in the output shares, and the policy of the user. */
  readonly settings: string
  readonly policy: string
  /** Counts of the input's validation. */
  readonly validation: string
  /** What became of files that belong to no participant. */
  readonly topLevel: string
}

export function privatePaths(outputDir: string): PrivatePaths {
  const root = join(outputDir, PRIVATE_FOLDER)
  return {
    root,
    participants: join(root, 'participants'),
    incoming: join(root, 'incoming'),
    locks: join(root, 'locks'),
    logs: join(root, 'logs'),
    files: join(root, 'files.tsv'),
    mapping: join(root, 'mapping.tsv'),
    keyMark: join(root, 'key-mark'),
    settings: join(root, 'settings.json'),
    policy: join(root, 'policy.json'),
    validation: join(root, 'validation.json'),
    topLevel: join(root, 'top-level.json'),
  }
}

export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** A file for the private log of one run; runs may begin in the same second. */
export function nameLog({ logs }: PrivatePaths): string {
  const time = new Date().toISOString().replace(/[:.]/g, '-')
  return join(logs, `${time}-${process.pid}.log`)
}
