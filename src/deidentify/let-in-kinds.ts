import type { Treatment } from './policy-file.js'

/**
 * What may be let in: kinds that are read to their last byte and made safe on their own. Images and recordings may
 * show a face and belong to a session, so they are not among them.
 */
export const LET_IN: ReadonlySet<Treatment> = new Set([
  ...(['text', 'citation', 'table', 'dictionary', 'sidecar', 'numbers'] as const),
  ...(['samples', 'samples-gz', 'sample-events-gz'] as const),
])

/** The folder at the top that a glob names, if it is one that has to be opened. */
export function topOf(glob: string): string | undefined {
  const top = /^\/?([^/*?[\]!\\]+)\/./.exec(glob)?.[1]
  return top === undefined || top === 'phenotype' || /^(?:sub-|\.)/.test(top) ? undefined : top
}
