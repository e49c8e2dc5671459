import { LATER_OPTIONS, OPTION_SPECS } from './options.js'
import { UsageError } from './rules.js'

const LEVELS = new Set(['participant', 'group'])

/**
 * A BIDS-App's words in the order that the parser wants: positionals first, `_` in option names as `-`.
 * An option with several values before the positionals would otherwise swallow them.
 */
export function normalizeArgv(argv: readonly string[]): string[] {
  const tokens = argv.map((token) =>
    token.replace(/^--[^=]+/, (name) => name.replaceAll('_', '-')),
  )
  const level = tokens.findIndex(
    (token, i) => LEVELS.has(token) && isWord(tokens[i - 1]) && isWord(tokens[i - 2]),
  )
  if (level < 2) return tokens
  const positionals = tokens.splice(level - 2, 3)
  return [...positionals, ...tokens]
}

function isWord(token: string | undefined): boolean {
  return token !== undefined && !token.startsWith('-')
}

/** Refuses options and values of the contract that this version does not have, and says so in one line. */
export function refuseLaterOptions(tokens: readonly string[]): void {
  for (const [i, token] of tokens.entries()) {
    if (token === '--') return
    const [, name, attached] = /^--([^=]+)(?:=(.*))?$/.exec(token) ?? []
    if (name === undefined) continue
    const purpose = LATER_OPTIONS.get(name)
    if (purpose !== undefined) {
      throw new UsageError(`--${name} (${purpose}) is not in this version of anon-bids`)
    }
    const spec = OPTION_SPECS.find(([, option]) => option['x-flag']?.name === name)
    const value = attached ?? tokens[i + 1]
    if (value !== undefined && spec?.[1]['x-flag']?.later?.includes(value)) {
      throw new UsageError(`--${name} ${value} is not in this version of anon-bids`)
    }
  }
}
