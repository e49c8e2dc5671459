import { edfHeaderBytes, parseEdf } from '../formats/edf.js'
import { FILE_FIELDS } from '../formats/edf-fields.js'
import { FileError, type Finding, finding, type RuleName } from '../rules.js'
import type { Originals } from './originals.js'
import { searchText } from './search.js'

/** What a field breaks that says something else than that nothing is told. */
const FIELD_RULES: Readonly<Record<string, RuleName>> = {
  patient: 'PERSON_NAME',
  recording: 'FREE_TEXT',
  startdate: 'DATE_NOT_SHIFTED',
  starttime: 'TIME_OF_DAY',
}

/**
 * Looks at the header of an EDF or BDF file, without trusting whoever wrote it.
 * @param start the first bytes of the file; what of the header they do not hold is not looked at
 */
export function checkRecordingHeader(
  file: string,
  start: Uint8Array,
  originals: Originals,
): Finding[] {
  try {
    if (start.length >= edfHeaderBytes(start)) parseEdf(start)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return [finding('FILE_KIND_UNKNOWN', file, 'header', error.message)]
  }
  const found: Finding[] = []
  let offset = 0
  for (const { name, bytes, clean } of FILE_FIELDS) {
    const text = Buffer.from(start.subarray(offset, offset + bytes))
      .toString('latin1')
      .trim()
    const rule = FIELD_RULES[name]
    if (rule && typeof clean === 'object' && text !== clean.write) {
      found.push(finding(rule, file, `header ${name}`))
    }
    offset += bytes
  }
  const header = start.subarray(0, edfHeaderBytes(start))
  const isHit = searchText(file, header, originals).length > 0
  return isHit ? [...found, finding('ORIGINAL_ID_IN_CONTENT', file, 'header')] : found
}
