import { readFile, stat } from 'node:fs/promises'
import { isSearchable } from '../audit/needles.js'
import { decodeText } from '../formats/text.js'
import type { Options } from '../options.js'
import { FileError, UsageError } from '../rules.js'
import { checkTermsFile } from './preflight.js'

const LARGEST_BYTES = 16 * 2 ** 20
const MOST_TERMS = 100_000

/**
 * The terms of `--sensitive-terms`, one a line; empty lines count for nothing.
 * @param shared the folder that is judged, in which the list must not lie
 * @throws UsageError that names the line, never the term
 */
export async function readSensitiveTerms(
  { sensitiveTerms }: Pick<Options, 'sensitiveTerms'>,
  shared: string,
): Promise<string[]> {
  if (sensitiveTerms === undefined) return []
  await checkTermsFile(sensitiveTerms, shared)
  const text = await readList(sensitiveTerms)
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)
  const terms = lines.map((line) => line.trim())
  const short = terms.findIndex((term) => term !== '' && !isSearchable(term))
  if (short >= 0) {
    throw new UsageError(
      `--sensitive-terms: line ${short + 1} has fewer than two letters or digits, which would be met everywhere`,
    )
  }
  const found = [...new Set(terms.filter((term) => term !== ''))]
  if (found.length === 0) throw new UsageError('--sensitive-terms: the list holds no term')
  if (found.length > MOST_TERMS) {
    throw new UsageError(`--sensitive-terms: the list holds more than ${MOST_TERMS} terms`)
  }
  return found
}

async function readList(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined)
  if (found && found.size > LARGEST_BYTES) {
    throw new UsageError('--sensitive-terms: the list is too large')
  }
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(
      '--sensitive-terms: the list could not be read; give an existing text file',
    )
  })
  try {
    return decodeText(bytes)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    throw new UsageError('--sensitive-terms: the list is not UTF-8 text')
  }
}
