import type { XmlElement } from '../formats/xml.js'
import { FileError, type Finding, finding } from '../rules.js'
import { CIFTI_ELEMENTS, type CiftiValue } from './cifti-elements.js'
import { isClockTime, isTellingNumber } from './detectors.js'
import { isNamedAfter } from './person-names.js'
import type { Policy } from './policy.js'
import { isProse } from './prose.js'
import { isLabel, isTechnical } from './text-checks.js'
import { keepValue, type ValueContext } from './values.js'

/** What the header says of nobody: the label of what has none. */
const UNLABELLED = new Set(['???', ''])
const NUMBERS = /^[-+\d.eE\s,]*$/

/**
 * The XML header of a CIFTI file: its elements and attributes have to be those of the standard, with the values that
 * belong there. Names of maps, parcels and labels that may name somebody become their place in the file; of the
 * metadata stays what the policy keeps in sidecars, so nothing of programs, folders and provenance.
 * @param file path in the output, for the findings
 * @throws FileError when something in it is not understood
 */
export function cleanCiftiHeader(
  root: XmlElement,
  policy: Policy,
  context: ValueContext,
  file: string,
): { readonly root: XmlElement; readonly findings: readonly Finding[] } {
  if (root.name !== 'CIFTI') throw new FileError('The CIFTI header is none.')
  const counts = { renamed: 0, removed: 0 }
  const places = new Map<string, number>()
  const cleaned = cleanElement(root)
  const findings = [
    note(counts.renamed, 'Names of maps, parcels or labels that were replaced'),
    note(counts.removed, 'Entries of metadata that were removed'),
  ]
  return { root: cleaned, findings: findings.flat() }

  function note(count: number, what: string): Finding[] {
    if (count === 0) return []
    return [finding('FIELD_NOT_ALLOWED', file, 'extension 1', `${what}: ${count}.`)]
  }

  function cleanElement(element: XmlElement): XmlElement {
    const row = CIFTI_ELEMENTS[element.name]
    if (!row) throw new FileError('The CIFTI header has an element that the standard does not.')
    const place = (places.get(element.name) ?? 0) + 1
    places.set(element.name, place)
    const attributes = Array.from(element.attributes, ([name, value]) => {
      const wanted = row.attributes[name]
      if (wanted === undefined) {
        throw new FileError('The CIFTI header has an attribute that the standard does not.')
      }
      return [name, cleanValue(value, wanted, element.name, place)] as const
    })
    const children = element.children.flatMap((child) => {
      if (!row.children.includes(child.name)) {
        throw new FileError('An element of the CIFTI header stands where it does not belong.')
      }
      return child.name === 'MetaData' ? cleanMetaData(child) : [cleanElement(child)]
    })
    return {
      name: element.name,
      attributes: new Map(attributes),
      children,
      text: cleanValue(element.text, row.text, element.name, place),
    }
  }

  function cleanValue(text: string, wanted: CiftiValue, element: string, place: number): string {
    if (wanted === 'none') {
      if (text.trim() !== '') throw new FileError('The CIFTI header holds text between elements.')
      return ''
    }
    if (wanted === 'name') return cleanName(text, element, place)
    const isRight = wanted === 'numbers' ? isQuantity(text) : wanted.includes(text)
    if (!isRight) throw new FileError('A value of the CIFTI header is not what belongs there.')
    return text
  }

  function cleanName(text: string, element: string, place: number): string {
    const plain = text.trim()
    if (UNLABELLED.has(plain) || isTechnical(plain, context)) return plain
    const isNamed = isNamedAfter(plain, context) || !isProse(plain, context)
    if (isLabel(plain, context) && !isNamed) return plain
    counts.renamed += 1
    return `${element === 'MapName' ? 'map' : element.toLowerCase()}_${place}`
  }

  /** `<MD><Name>key</Name><Value>text</Value></MD>`, each as the field of a sidecar; an empty block goes. */
  function cleanMetaData({ attributes, children, text }: XmlElement): XmlElement[] {
    const kept = children.filter(isKeptEntry)
    const isPlain = attributes.size === 0 && text.trim() === ''
    counts.removed += children.length - kept.length + (isPlain ? 0 : 1)
    return kept.length === 0
      ? []
      : [{ name: 'MetaData', attributes: new Map(), children: kept.map(rebuildEntry), text: '' }]
  }

  function isKeptEntry(entry: XmlElement): boolean {
    const [name, value] = entryOf(entry)
    const rule = name === undefined ? undefined : policy.keys.get(name)
    if (!rule || value === undefined) return false
    const isNumber = /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(value)
    return [value, ...(isNumber ? [Number(value)] : [])].some(
      (item) => keepValue(item, rule, context) === item,
    )
  }
}

/** Name and value of an entry of metadata. */
function entryOf({ name, children }: XmlElement): readonly (string | undefined)[] {
  if (name !== 'MD') return []
  const textOf = (wanted: string) => children.find((child) => child.name === wanted)?.text
  return [textOf('Name'), textOf('Value')]
}

/** Nothing but what was judged. */
function rebuildEntry(entry: XmlElement): XmlElement {
  const [key = '', value = ''] = entryOf(entry)
  const make = (name: string, text: string, children: readonly XmlElement[] = []) => {
    return { name, attributes: new Map<string, string>(), children, text }
  }
  return make('MD', '', [make('Name', key), make('Value', value)])
}

/** Numbers that count or measure: no day, no clock, nothing so long that it may name somebody. */
function isQuantity(text: string): boolean {
  if (!NUMBERS.test(text)) return false
  const longEnough = text.match(/[-+\d.eE]{7,}/g) ?? []
  return longEnough.every((word) => {
    const value = Number(word)
    return Number.isFinite(value) && !isTellingNumber(value) && !isClockTime(value)
  })
}
