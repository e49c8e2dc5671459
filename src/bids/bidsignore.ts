/** Says whether a path of the dataset (relative, with `/`) is ignored; folders are asked with a trailing `/`. */
export type IgnoreTest = (path: string) => boolean

interface Pattern {
  readonly negated: boolean
  readonly expression: RegExp
}

/**
 * Reads the text of a `.bidsignore`, which is written as a `.gitignore` is: one pattern a line, `#` for comments,
 * `!` takes back, a leading or inner `/` anchors, a trailing `/` means folders, `*` stops at `/` and `**` does not.
 */
export function readIgnore(text: string): IgnoreTest {
  const patterns = text
    .split(/\r?\n/)
    .map((line) => line.replace(/(?<!\\)\s+$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(compilePattern)
  return (path) =>
    patterns.reduce(
      (ignored, { negated, expression }) => (expression.test(path) ? !negated : ignored),
      false,
    )
}

function compilePattern(line: string): Pattern {
  const negated = line.startsWith('!')
  const body = (negated ? line.slice(1) : line).normalize('NFC')
  const anchored = body.slice(0, -1).includes('/')
  const folderOnly = body.endsWith('/')
  const glob = body.replace(/^\//, '').replace(/\/$/, '')
  const start = anchored ? '^' : '^(?:.*/)?'
  const end = folderOnly ? '/' : '(?:/|$)'
  return { negated, expression: new RegExp(start + translateGlob(glob) + end, 'u') }
}

const GLOB_PARTS = /\*\*\/|\/\*\*$|\*\*|\*|\?|\[!?[^\]]+\]|\\.|[\s\S]/gu

const GLOB_MEANING: ReadonlyMap<string, string> = new Map([
  ['**/', '(?:.*/)?'],
  ['/**', '/.*'],
  ['**', '.*'],
  ['*', '[^/]*'],
  ['?', '[^/]'],
])

function translateGlob(glob: string): string {
  return glob.replace(GLOB_PARTS, (part) => {
    const meaning = GLOB_MEANING.get(part)
    if (meaning !== undefined) return meaning
    if (part.length > 2 && part.startsWith('[')) return translateClass(part)
    return escapeLiteral(part.length === 2 && part.startsWith('\\') ? part.slice(1) : part)
  })
}

function translateClass(part: string): string {
  const inverted = part[1] === '!'
  const members = part.slice(inverted ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&')
  const translated = `[${inverted ? '^' : ''}${members}]`
  // A range that runs backwards matches nothing in a .gitignore.
  return isExpression(translated) ? translated : '(?!)'
}

function isExpression(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

function escapeLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
