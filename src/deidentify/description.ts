import type { JsonObject, JsonValue } from '../formats/json.js'
import { type Finding, finding } from '../rules.js'
import { detect } from './detectors.js'
import { asObject } from './sidecars.js'
import { isClean, isTechnical, type TextContext } from './text-checks.js'

/** Versions of BIDS are three numbers. */
const BIDS_VERSION = /^\d+\.\d+\.\d+(?:-?(?:dev|rc)[.\d]*)?$/
/** Written where the input has none: the first version that knows every field that is written. */
const DEFAULT_VERSION = '1.10.0'
const DEFAULT_NAME = 'De-identified dataset'

type Keep = (value: JsonValue, context: TextContext) => JsonValue | undefined

/** What stays of a dataset's description, field by field. Names of authors stay: credit is due to them. */
const FIELDS: Readonly<Record<string, Keep>> = {
  Name: keepClean,
  BIDSVersion: (value) =>
    typeof value === 'string' && BIDS_VERSION.test(value) ? value : undefined,
  HEDVersion: eachText((text) => /^(?:\w+_)?\d+\.\d+\.\d+$|^\w+:\w+_\d+\.\d+\.\d+$/.test(text)),
  License: keepCredit,
  Authors: eachText(isCredit),
  Keywords: eachText(isClean),
  Acknowledgements: keepCredit,
  HowToAcknowledge: keepCredit,
  Funding: eachText(isCredit),
  EthicsApprovals: eachText(isClean),
  ReferencesAndLinks: eachText(isCredit),
  DatasetDOI: (value) => (isPublicAddress(value) ? value : undefined),
  SourceDatasets: keepSources,
}

export interface CleanedDescription {
  readonly value: JsonObject
  readonly findings: readonly Finding[]
}

/**
 * The description of the output dataset: the fields that may stay, and what made it.
 * @param description that of the input, undefined when it has none
 */
export function cleanDescription(
  description: JsonValue | undefined,
  context: TextContext,
  version: string,
  file: string,
): CleanedDescription {
  const kept: JsonObject = {}
  const findings: Finding[] = []
  const input = description === undefined ? {} : asObject(description)
  for (const [index, [field, value]] of Object.entries(input).entries()) {
    if (field === 'GeneratedBy' || field === 'DatasetType') continue
    const isKnown = Object.hasOwn(FIELDS, field)
    const inner = isKnown ? FIELDS[field]?.(value, context) : undefined
    if (inner !== undefined) kept[field] = inner
    if (JSON.stringify(inner) === JSON.stringify(value)) continue
    const where = isKnown ? field : `key ${index + 1}`
    findings.push(
      finding('FIELD_NOT_ALLOWED', file, where, 'A field, or a part of it, was removed.'),
    )
  }
  const { Name = DEFAULT_NAME, BIDSVersion = DEFAULT_VERSION, ...others } = kept
  const value = {
    Name,
    BIDSVersion,
    DatasetType: 'raw',
    ...others,
    GeneratedBy: [{ Name: 'anon-bids', Version: version }, ...formerTools(input, context)],
  }
  return { value, findings }
}

function keepClean(value: JsonValue, context: TextContext): string | undefined {
  return typeof value === 'string' && isClean(value, context) ? value : undefined
}

/** Numbers of grants and approvals: capital letters and digits, as in `R01 MH123456` or `OCI-1131441`. */
const GRANT = /\b[A-Z][A-Z\d]*[-/ ]?\d{4,}(?:[-/]\d+)*\b/g

/** Credits name people, grants and days on purpose; everything else that a detector finds goes. */
function isCredit(text: string): boolean {
  const rule = detect(text.replace(GRANT, ' '))
  return rule === undefined || rule === 'PERSON_NAME' || rule === 'DATE_NOT_SHIFTED'
}

function keepCredit(value: JsonValue): string | undefined {
  return typeof value === 'string' && isCredit(value) ? value : undefined
}

/** A text or a list of texts, less those that may not stay. */
function eachText(accept: (text: string, context: TextContext) => boolean): Keep {
  return (value, context) => {
    const fits = (item: JsonValue) => typeof item === 'string' && accept(item, context)
    if (!Array.isArray(value)) return fits(value) ? value : undefined
    const kept = value.filter(fits)
    return kept.length > 0 || value.length === 0 ? kept : undefined
  }
}

/** A DOI or the address of a public page, without user, port or anything behind a question mark. */
function isPublicAddress(value: JsonValue | undefined): value is string {
  return (
    typeof value === 'string' &&
    /^(?:doi:)?10\.\d{4,9}\/[\w.()/:-]+$|^https:\/\/[a-z\d-]+(?:\.[a-z\d-]+)+(?:\/[\w./~-]*)?$/i.test(
      value,
    )
  )
}

function keepSources(value: JsonValue): JsonValue | undefined {
  if (!Array.isArray(value)) return undefined
  const kept = value.flatMap((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return []
    const source: JsonObject = {}
    if (isPublicAddress(item.DOI)) source.DOI = item.DOI
    if (isPublicAddress(item.URL)) source.URL = item.URL
    if (Object.keys(source).length === 0) return []
    if (typeof item.Version === 'string' && /^v?\d+(?:\.\d+)*$/.test(item.Version)) {
      source.Version = item.Version
    }
    return [source]
  })
  return kept.length > 0 ? kept : undefined
}

/** Programs that made the input, by name and version. */
function formerTools(input: JsonObject, context: TextContext): JsonObject[] {
  const { GeneratedBy } = input
  if (!Array.isArray(GeneratedBy)) return []
  return GeneratedBy.flatMap((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return []
    const { Name, Version } = item
    if (typeof Name !== 'string' || Name === 'anon-bids' || !isTechnical(Name, context)) return []
    const isVersion = typeof Version === 'string' && isTechnical(Version, context)
    return [isVersion ? { Name, Version } : { Name }]
  })
}
