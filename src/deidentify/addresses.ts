import type { JsonObject, JsonValue } from '../formats/json.js'

const DOI = /^(?:doi:\s?|(?:dx\.)?doi\.org\/)?10\.\d{4,9}\/[\w.()/:-]+$/i
/** Without user, port or anything behind a question mark. */
const PAGE = /^https?:\/\/[a-z\d-]+(?:\.[a-z\d-]+)+(?:\/[\w./~%:+-]*)?(?:#[\w-]+)?$/i
/** Names that only resolve inside some network. */
const INNER =
  /^https?:\/\/(?:[^/]*\.)?(?:local|localhost|lan|intern|internal|intranet|corp|home|\d+)(?:\/|$)/i

/** Whether a value is a DOI or the address of a public page. */
export function isPublicAddress(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && (DOI.test(value) || (PAGE.test(value) && !INNER.test(value)))
}

/** The datasets that a dataset was made of, as far as the public knows them. */
export function keepSources(value: JsonValue): JsonValue | undefined {
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

/** Names to public addresses, as in DatasetLinks. */
export function keepAddresses(
  value: JsonValue,
  isName: (name: string) => boolean,
): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const kept = Object.entries(value).filter(
    ([name, address]) => isName(name) && isPublicAddress(address),
  )
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}
