import { readFileSync } from 'node:fs'
import { RULES } from '../../src/rules.ts'

/** One option as schemas/options.schema.json describes it. */
interface OptionSpec {
  readonly description: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly 'x-flag'?: {
    readonly name: string
    readonly aliases?: readonly string[]
    readonly char?: string
    readonly value?: string
    readonly hidden?: boolean
  }
}

const OPTIONS = new URL('../../schemas/options.schema.json', import.meta.url)

/** docs/rules.md: every rule that a finding can name. */
export function renderRules(): string {
  const rows = Object.entries(RULES).map(
    ([name, { level, text, fix }]) => `| \`${name}\` | ${level} | ${text} | ${fix} |`,
  )
  return [
    '# Rules',
    '',
    'What a finding in the leak report can say. Made by `npm run docs` from `src/rules.ts`, which the program reads too.',
    'An **error** makes the verdict "fail" and the exit code 3. A **warning** asks somebody to decide. A **note** tells what',
    'was done.',
    '',
    'The level is the usual one; a finding may carry another where it says so.',
    '',
    '| rule | level | what it says | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** The table of options in README.md. */
export function renderOptions(): string {
  const schema = JSON.parse(readFileSync(OPTIONS, 'utf8')) as {
    properties: Record<string, OptionSpec>
  }
  const rows = Object.values(schema.properties).flatMap((spec) => {
    const flag = spec['x-flag']
    return flag === undefined || flag.hidden === true ? [] : [renderOption(spec, flag)]
  })
  return ['| option | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

function renderOption(
  { description, default: value, enum: choices }: OptionSpec,
  { name, char, aliases = [], value: placeholder }: NonNullable<OptionSpec['x-flag']>,
): string {
  const word = choices?.join('\\|') ?? placeholder
  const spellings = [...(char === undefined ? [] : [`-${char}`]), `--${name}`]
  const others = aliases.map((alias) => `\`--${alias}\``)
  const option = `\`${spellings.join(', ')}${word === undefined ? '' : ` ${word}`}\``
  const [, meaning = description, said] = /^(.*?) \[default: (.*)\]$/.exec(description) ?? []
  const also = others.length > 0 ? ` (also ${others.join(', ')})` : ''
  return `| ${option} | ${said ?? formatDefault(value)} | ${meaning}${also} |`
}

function formatDefault(value: unknown): string {
  if (value === false) return 'off'
  if (Array.isArray(value)) return value.length === 0 ? 'all' : value.join(' ')
  return value === undefined ? '' : String(value)
}

const BEGIN = '<!-- options: made by npm run docs -->'
const END = '<!-- end of options -->'

/** README.md with its table of options made anew. */
export function updateReadme(readme: string): string {
  const start = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (start < 0 || end < start) throw new Error('README.md has no place for the options')
  return `${readme.slice(0, start)}${BEGIN}\n${renderOptions()}\n${readme.slice(end)}`
}
