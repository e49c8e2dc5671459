import { decodeEntities } from '../../formats/text-escapes.js'
import type { Look } from '../look.js'
import { judgeRows } from './rows.js'

const SHARED = /^xl\/sharedStrings\.xml$/
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/
const MOST_COLUMNS = 2000
const MOST_BYTES = 16 * 2 ** 20

/**
 * The tables of an office document: what stands under and beside a name of the deny-list. The texts themselves are
 * looked at member by member. ECMA-376, SpreadsheetML.
 * @param contentOf the members by a pattern of their names, unpacked
 */
export function readSheets(look: Look, contentOf: (name: RegExp) => readonly Uint8Array[]): void {
  const [shared] = contentOf(SHARED)
  const texts =
    shared && shared.length < MOST_BYTES ? sharedTexts(Buffer.from(shared).toString()) : []
  for (const [n, sheet] of contentOf(SHEET).entries()) {
    if (sheet.length > MOST_BYTES) continue
    const [columns, ...rows] = rowsOf(Buffer.from(sheet).toString(), texts)
    if (columns)
      judgeRows(
        look,
        columns,
        rows,
        (column, row) => `sheet ${n + 1}, column ${column}, row ${row}`,
      )
  }
}

function sharedTexts(xml: string): string[] {
  return elementsOf(xml, 'si').map(({ content }) => textOf(content))
}

/** The elements of a name, in their order; one that has no end ends with the next. */
function elementsOf(xml: string, name: string): { attributes: string; content: string }[] {
  const [, ...parts] = xml.split(new RegExp(`<${name}(?=[\\s/>])`))
  return parts.map((part) => {
    const start = part.indexOf('>')
    const attributes = part.slice(0, Math.max(0, start))
    const end = part.indexOf(`</${name}>`)
    const isEmpty = start < 0 || attributes.endsWith('/')
    return {
      attributes,
      content: isEmpty ? '' : part.slice(start + 1, end < 0 ? part.length : end),
    }
  })
}

/** The runs of a text, one behind the other. */
function textOf(xml: string): string {
  const runs = Array.from(xml.matchAll(/<t(?:\s[^<>]*)?>([^<]*)<\/t>/g), ([, run = '']) => run)
  return decodeEntities(runs.join('')).trim()
}

function rowsOf(xml: string, texts: readonly string[]): string[][] {
  return elementsOf(xml, 'row').map(({ content: row }) => {
    const cells: string[] = []
    for (const { attributes, content } of elementsOf(row, 'c')) {
      const column = columnOf(/\br="([A-Z]{1,3})\d+"/.exec(attributes)?.[1]) ?? cells.length
      if (column < MOST_COLUMNS) cells[column] = cellText(attributes, content, texts)
    }
    return Array.from(cells, (cell) => cell ?? '')
  })
}

function cellText(attributes: string, content: string, texts: readonly string[]): string {
  if (/\bt="inlineStr"/.test(attributes)) return textOf(content)
  const value = decodeEntities(/<v>([^<]*)<\/v>/.exec(content)?.[1] ?? '')
  return /\bt="s"/.test(attributes) ? (texts[Number(value)] ?? '') : value
}

/** `A` is 0, `AA` is 26. */
function columnOf(letters: string | undefined): number | undefined {
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
