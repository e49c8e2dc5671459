import { basename } from 'node:path/posix'
import {
  type BrainVisionText,
  type Entry,
  formatBrainVision,
  joinValue,
  parseBrainVision,
  splitValue,
} from '../formats/brainvision.js'
import { FileError, type Finding, finding } from '../rules.js'
import type { CleanContext } from './context.js'
import { valueContext } from './context.js'
import { shiftDate } from './dates.js'
import { companionsOf } from './plan-passes.js'
import type { PlannedFile } from './planned.js'
import { isLabel, isTechnical, type TextContext } from './text-checks.js'

/** Entries that stay when their value is built like this; every other entry goes. */
const COMMON: Readonly<Record<string, RegExp>> = {
  DataFormat: /^(?:BINARY|ASCII)$/i,
  DataOrientation: /^(?:MULTIPLEXED|VECTORIZED)$/i,
  DataType: /^(?:TIMEDOMAIN|FREQUENCYDOMAIN)$/i,
  NumberOfChannels: /^\d+$/,
  DataPoints: /^\d+$/,
  SamplingInterval: /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/,
  SegmentationType: /^(?:NOTSEGMENTED|MARKERBASED|FIXTIME)$/i,
  SegmentDataPoints: /^\d+$/,
  Averaged: /^(?:YES|NO)$/i,
  AveragedSegments: /^\d+$/,
}
const BINARY: Readonly<Record<string, RegExp>> = {
  BinaryFormat: /^(?:U?INT_16|INT_32|IEEE_FLOAT_32)$/i,
  UseBigEndianOrder: /^(?:YES|NO)$/i,
}
const NUMBER = /^-?\d*(?:\.\d*)?(?:[eE][+-]?\d+)?$/
/** Kinds of markers that the recorder writes, whose texts are codes or names of conditions. */
const CODED =
  /^(?:Stimulus|Response|New Segment|SyncStatus|Time 0|Voltage|Threshold|Bad Interval)$/i

interface Cleaned {
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** A .vhdr file: how the samples are stored and the channels, under the new names of its two files. Comments go. */
export function cleanBrainVisionHeader(
  bytes: Uint8Array,
  file: PlannedFile,
  context: CleanContext,
): Cleaned {
  const text = parseBrainVision(bytes)
  if (text.kind !== 'Header') throw new FileError('The file is no BrainVision header.')
  const checks = valueContext(file, context)
  const channels = text.sections.get('Channel Infos') ?? []
  const coordinates = text.sections.get('Coordinates') ?? []
  const sections = new Map<string, readonly Entry[]>([
    ['Common Infos', [...filesOf(file, context), ...keep(text, 'Common Infos', COMMON)]],
    ['Binary Infos', keep(text, 'Binary Infos', BINARY)],
    ['Channel Infos', channels.map((entry) => cleanChannel(entry, checks))],
    ['Coordinates', coordinates.flatMap((entry) => (isPlace(entry) ? [entry] : []))],
  ])
  if (coordinates.length === 0) sections.delete('Coordinates')
  const renamed = channels.filter(([, value], n) => {
    const [, kept = ''] = sections.get('Channel Infos')?.[n] ?? []
    return splitValue(value)[0] !== splitValue(kept)[0]
  })
  const findings = renamed.map(([key]) =>
    finding('FIELD_NOT_ALLOWED', file.output ?? '', key, 'The name of a channel was replaced.'),
  )
  return { bytes: formatBrainVision({ ...text, sections }), findings }
}

/** A .vmrk file: the markers with their places. Texts of the recorder stay when they may, and days are shifted. */
export function cleanBrainVisionMarkers(
  bytes: Uint8Array,
  file: PlannedFile,
  context: CleanContext,
): Cleaned {
  const text = parseBrainVision(bytes)
  if (text.kind !== 'Marker') throw new FileError('The file is no BrainVision marker file.')
  const checks = valueContext(file, context)
  const moveDay = dayMover(file, context)
  const findings: Finding[] = []
  const markers = (text.sections.get('Marker Infos') ?? []).map((entry): Entry => {
    const { parts, isChanged } = cleanMarker(entry, checks, moveDay)
    if (isChanged) {
      const message = 'The text of a marker was removed.'
      findings.push(finding('FIELD_NOT_ALLOWED', file.output ?? '', entry[0], message))
    }
    return [entry[0], joinValue(parts)]
  })
  const files = filesOf(file, context).filter(([key]) => key !== 'MarkerFile')
  const sections = new Map<string, readonly Entry[]>([
    ['Common Infos', files],
    ['Marker Infos', markers],
  ])
  return { bytes: formatBrainVision({ ...text, sections }), findings }
}

/** The two entries that name the other files of the recording, as far as they are carried. */
function filesOf(file: PlannedFile, { plan }: CleanContext): Entry[] {
  const stem = file.input.path.replace(/\.[^./]*$/, '')
  const others = plan.files.filter(
    ({ input, action }) => action === 'carry' && input.path.startsWith(`${stem}.`),
  )
  const name = (ending: string) => {
    const output = others.find(({ input }) => input.path === `${stem}${ending}`)?.output
    return output === undefined ? [] : [basename(output)]
  }
  return [
    ['Codepage', 'UTF-8'],
    ...name('.eeg').map((value): Entry => ['DataFile', value]),
    ...name('.vmrk').map((value): Entry => ['MarkerFile', value]),
  ]
}

function keep(
  { sections }: BrainVisionText,
  section: string,
  allowed: Readonly<Record<string, RegExp>>,
): Entry[] {
  return (sections.get(section) ?? []).filter(([key, value]) => allowed[key]?.test(value))
}

/** Name, reference, resolution and unit of a channel. */
function cleanChannel([key, value]: Entry, checks: TextContext): Entry {
  const [name = '', reference = '', resolution = '', unit = ''] = splitValue(value)
  const number = /^Ch(\d+)$/.exec(key)?.[1]
  if (number === undefined || !NUMBER.test(resolution)) {
    throw new FileError('The BrainVision header holds a channel that cannot be read.')
  }
  const parts = [
    isLabel(name, checks) ? name : `Ch${number}`,
    reference === '' || isLabel(reference, checks) ? reference : '',
    resolution,
    isTechnical(unit, checks) ? unit : '',
  ]
  return [key, joinValue(unit === '' ? parts.slice(0, 3) : parts)]
}

function isPlace([key, value]: Entry): boolean {
  return /^Ch\d+$/.test(key) && splitValue(value).every((part) => NUMBER.test(part.trim()))
}

type MoveDay = (day: string) => string | undefined

/** Type, text, place, length and channel of a marker, and the day of a new segment. */
function cleanMarker([key, value]: Entry, checks: TextContext, moveDay: MoveDay) {
  const [type = '', text = '', ...rest] = splitValue(value)
  const [place = '', length = '', channel = '0', day = ''] = rest.map((part) => part.trim())
  const isBuilt = /^Mk\d+$/.test(key) && [place, length, channel].every((n) => /^\d*$/.test(n))
  if (!isBuilt) throw new FileError('The BrainVision file holds a marker that cannot be read.')
  const isCoded = CODED.test(type)
  const kind = isCoded || isTechnical(type, checks) ? type : 'Comment'
  const accepts = isCoded ? isLabel : isTechnical
  const kept = text === '' || accepts(text.trim(), checks) ? text : ''
  const moved = day === '' ? undefined : moveDay(day)
  const parts = [kind, kept, place, length, channel, ...(moved === undefined ? [] : [moved])]
  return { parts, isChanged: kept !== text || kind !== type }
}

const DAY = /^(\d{8})(\d{2})(\d{2})(\d{2})(\d{6})$/
const SECOND_MS = 1000

/**
 * Moves the days of segments with the other dates of the participant. The time of day goes: the first segment begins at
 * midnight, and the others as much later as they did, so that the gaps between them stay.
 */
function dayMover(file: PlannedFile, { plan, dates }: CleanContext): MoveDay {
  const days = plan.participants.get(file.participant ?? '')?.days
  let first: number | undefined
  let midnight = ''
  return (text) => {
    const [, day = '', hour, minute, second, micros = ''] = DAY.exec(text) ?? []
    if (dates === 'remove' || days === undefined || day === '' || /^0+$/.test(day))
      return undefined
    const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
    const moment = Date.parse(`${iso}T${hour}:${minute}:${second}Z`)
    const shifted = shiftDate(iso, days)
    if (Number.isNaN(moment) || shifted === undefined) return undefined
    if (first === undefined) {
      first = moment
      midnight = `${shifted}T00:00:00Z`
    }
    if (moment < first) return undefined
    const later = new Date(Date.parse(midnight) + (moment - first))
    const whole = Math.floor(later.getTime() / SECOND_MS) * SECOND_MS
    const stamp = new Date(whole).toISOString().slice(0, 19).replace(/\D/g, '')
    return `${stamp}${moment === first ? '000000' : micros}`
  }
}

/** The header of the samples of a recording, and its markers, if the plan carries them. */
export function textsOfSamples(
  file: PlannedFile,
  { plan }: CleanContext,
): { readonly header: PlannedFile; readonly markers: PlannedFile | undefined } {
  const beside = companionsOf(plan, file)
  const header = beside.find(({ input }) => input.path.endsWith('.vhdr'))
  if (!header) throw new FileError('Its header (.vhdr) is missing.')
  return { header, markers: beside.find(({ input }) => input.path.endsWith('.vmrk')) }
}
