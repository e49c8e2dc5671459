import { IMAGE_KINDS } from '../bids/suffixes.js'
import type { JsonObject } from '../formats/json.js'
import type { CleanContext } from './context.js'
import type { PlannedFile } from './planned.js'

/** Codes of DICOM PS3.16, CID 7050, that name what was done. */
const CODES = {
  basic: ['113100', 'Basic Application Confidentiality Profile'],
  features: ['113102', 'Clean Recognizable Visual Features Option'],
  descriptors: ['113105', 'Clean Descriptors Option'],
  dates: ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
  characteristics: ['113108', 'Retain Patient Characteristics Option'],
} as const

/** The two fields of a sidecar that say how its image was de-identified, or none for files that are no images. */
export function describeMethod(file: PlannedFile, context: CleanContext): JsonObject {
  const isDefaced = judgeDefaced(file, context)
  if (isDefaced === undefined) return {}
  const { version, keepEars, dates } = context
  const removed = keepEars ? 'face' : 'face and ears'
  const codes = [
    CODES.basic,
    ...(isDefaced ? [CODES.features] : []),
    CODES.descriptors,
    ...(dates === 'shift' ? [CODES.dates] : []),
    CODES.characteristics,
  ]
  return {
    DeidentificationMethod: [
      ...(isDefaced ? [`anon-bids ${version}: ${removed} removed where in view`] : []),
      `anon-bids ${version}: metadata kept by a typed allow-list`,
      `anon-bids ${version}: dates ${dates === 'shift' ? 'shifted' : 'removed'}, participants pseudonymised`,
    ],
    DeidentificationMethodCodeSequence: codes.map(([CodeValue, CodeMeaning]) => ({
      CodeValue,
      CodeMeaning,
      CodingSchemeDesignator: 'DCM',
    })),
  }
}

/** Whether the images that a sidecar speaks of are defaced; undefined when it speaks of none. */
function judgeDefaced(file: PlannedFile, { defaceAll }: CleanContext): boolean | undefined {
  if (file.treatment === 'deface-image') return true
  const { suffix, datatype } = file.bids ?? {}
  const kinds = IMAGE_KINDS.filter(
    (kind) => kind.suffix === suffix && (datatype === undefined || kind.datatype === datatype),
  )
  if (kinds.length === 0) return undefined
  return kinds.every(({ face }) => face === 'always' || (face === 'option' && defaceAll))
}
