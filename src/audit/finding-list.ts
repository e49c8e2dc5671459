import { type Finding, finding, type RuleName } from '../rules.js'

/** So many findings of one rule are listed for one kind of place of a file; then they are counted. */
const MOST_ALIKE = 5

/** What was found in one file: each thing once, and of what is alike some and how many more. */
export class FindingList {
  readonly #found = new Map<string, Finding>()
  /** By rule and kind of place: the first key, and how many are listed. */
  readonly #alike = new Map<string, { readonly key: string; readonly count: number }>()
  readonly #more = new Map<string, number>()

  add(found: Finding): void {
    const { rule, where, message } = found
    const key = `${rule}\n${where}\n${message}`
    if (this.#found.has(key)) return
    const group = `${rule}\n${where.replace(/\d+/g, '')}\n${message}`
    const first = this.#alike.get(group)
    if (first && first.count >= MOST_ALIKE) {
      this.#more.set(first.key, (this.#more.get(first.key) ?? 0) + 1)
      return
    }
    this.#alike.set(group, { key: first?.key ?? key, count: (first?.count ?? 0) + 1 })
    this.#found.set(key, found)
  }

  /** Whether anything was found of this rule that is more than a note. */
  has(rule: RuleName): boolean {
    return [...this.#found.values()].some((found) => found.rule === rule && found.level !== 'note')
  }

  /** Everything, the last lines with what was left out of long lists. */
  findings(): Finding[] {
    const counted = [...this.#more].map(([key, count]) => {
      const { rule, level, file } = this.#found.get(key) as Finding
      return finding(rule, file, '', `The same in ${count} more places of the file.`, level)
    })
    return [...this.#found.values(), ...counted]
  }
}
