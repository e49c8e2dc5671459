import { gunzip, gzip } from '../formats/gzip.js'
import { formatJson, type JsonValue, parseJson } from '../formats/json.js'
import { FileError, type Finding, finding } from '../rules.js'
import { cleanBrainVisionHeader, cleanBrainVisionMarkers } from './brainvision.js'
import { cleanDictionaryFile } from './clean-dictionary.js'
import { cleanTableFile } from './clean-table.js'
import { type CleanContext, valueContext } from './context.js'
import { cleanDescription } from './description.js'
import { describeMethod } from './method.js'
import type { PlannedFile } from './planned.js'
import type { Treatment } from './policy.js'
import { takeInput } from './read-input.js'
import { cleanSampleEvents, cleanSamples, type MoveClock } from './samples.js'
import { cleanSidecar } from './sidecars.js'
import { cleanCitation, cleanText } from './texts.js'
import { moveClock } from './written-dates.js'

/** A file as it may be published, under the name that the plan gives it. */
export interface Cleaned {
  readonly bytes: Uint8Array
  /** Whether it differs from the input by a byte. */
  readonly changed: boolean
  readonly findings: readonly Finding[]
}

type Clean = (
  bytes: Uint8Array,
  file: PlannedFile,
  context: CleanContext,
) => Promise<Omit<Cleaned, 'changed'>> | Omit<Cleaned, 'changed'>

/** Samples of a session of physiology are far smaller than this when they are unpacked. */
const LARGEST_SAMPLES = 2 ** 30

const TREATMENTS: Partial<Record<Treatment, Clean>> = {
  sidecar: cleanSidecarFile,
  dictionary: cleanDictionaryFile,
  table: cleanTableFile,
  samples: cleanSampleFile,
  'samples-gz': (input, file, context) => {
    const { bytes, findings } = cleanSampleFile(gunzip(input, LARGEST_SAMPLES), file, context)
    return { bytes: gzip([bytes]), findings }
  },
  'sample-events-gz': (input, file, context) => {
    const plain = gunzip(input, LARGEST_SAMPLES)
    const { bytes, replaced } = cleanSampleEvents(
      plain,
      valueContext(file, context),
      clockMover(file, context),
    )
    const message = `Cells that hold neither a number nor a technical term: ${replaced}.`
    const findings = [finding('FIELD_NOT_ALLOWED', file.output ?? '', '', message)]
    return { bytes: gzip([bytes]), findings: replaced > 0 ? findings : [] }
  },
  numbers: (bytes) => {
    return { ...cleanSamples(bytes, 'blank'), findings: [] }
  },
  text: (bytes, file, context) =>
    cleanText(bytes, valueContext(file, context), file.output ?? '', context.plan.authors),
  citation: (bytes, file, context) =>
    cleanCitation(bytes, valueContext(file, context), file.output ?? '', context.plan.authors),
  'brainvision-header': cleanBrainVisionHeader,
  'brainvision-markers': cleanBrainVisionMarkers,
  description: (bytes, file, context) => {
    const json = parseJson(bytes)
    const { value, findings } = cleanDescription(
      json,
      context.policy,
      valueContext(file, context),
      context.version,
      file.output ?? '',
    )
    return { bytes: formatJson(value, json), findings }
  },
}

/**
 * Reads a file that the plan carries, of any treatment but an image or a recording, and cleans it.
 * @throws FileError with a plain reason when it cannot be made safe: the file is then withheld
 */
export async function cleanFile(file: PlannedFile, context: CleanContext): Promise<Cleaned> {
  const clean = TREATMENTS[file.treatment]
  if (!clean || file.action !== 'carry') throw new TypeError('the plan does not carry this file')
  const input = await takeInput(file.input).catch(() => {
    throw new FileError('The file cannot be read.')
  })
  const { bytes, findings } = await clean(input, file, context)
  return { bytes, changed: !input.equals(bytes), findings }
}

function cleanSampleFile(bytes: Uint8Array, file: PlannedFile, context: CleanContext) {
  const { bytes: cleaned, clocks } = cleanSamples(bytes, '\t', clockMover(file, context))
  const message = `Columns that hold the time of a clock: ${clocks}. It was ${context.dates === 'shift' ? 'moved with the dates of the participant' : 'removed'}.`
  const findings = [finding('FIELD_NOT_ALLOWED', file.output ?? '', '', message)]
  return { bytes: cleaned, findings: clocks > 0 ? findings : [] }
}

/** Clocks of samples move as dates do; without a participant, or when dates are removed, they go. */
function clockMover(file: PlannedFile, { plan, dates }: CleanContext): MoveClock {
  const days = plan.participants.get(file.participant ?? file.about ?? '')?.days
  return (text) => (days === undefined || dates === 'remove' ? undefined : moveClock(text, days))
}

function cleanSidecarFile(bytes: Uint8Array, file: PlannedFile, context: CleanContext) {
  const json = parseJson(bytes)
  const output = file.output ?? ''
  const { value, findings } = cleanSidecar(
    json,
    context.policy,
    valueContext(file, context),
    output,
  )
  return { bytes: formatJson({ ...value, ...describeMethod(file, context) }, json), findings }
}

/** The sidecar of the mask of what was removed from an image: which image, and how that was de-identified. */
export function composeMaskSidecar(image: PlannedFile, context: CleanContext): Uint8Array {
  const value: JsonValue = {
    IntendedFor: [`bids::${image.output ?? ''}`],
    ...describeMethod(image, context),
  }
  return formatJson(value)
}

/** The sidecar of an image that has none of its own: it says how the image was de-identified and nothing else. */
export function composeSidecar(image: PlannedFile, context: CleanContext): Uint8Array {
  const value: JsonValue = describeMethod(image, context)
  return formatJson(value)
}
