import { type FileState, isPublished, type ParticipantState } from '../publish/file-state.js'
import type { LeakReport } from '../report/leak-report.js'
import type { WorkDone, WorkSettings } from '../report/methods.js'
import { REGIONS } from '../report/words.js'

const IMAGE = /\.nii(?:\.gz)?$/i

/** Counts what was really done, from the stored states and the report; nothing is taken from this call's options. */
export function describeWork(
  states: readonly ParticipantState[],
  { bids, quasiIdentifiers }: LeakReport,
): WorkDone {
  const parts = states.flatMap((state) => state.parts)
  const files = parts.flatMap((part) => part.files)
  // Masks of what was removed have no input of their own.
  const images = files.filter(({ input, output }) => input !== '' && IMAGE.test(output))
  const published = images.filter(isPublished)
  const judged = published.filter(({ image }) => image !== undefined && image.method !== 'carry')
  const { k, participantsBelow } = quasiIdentifiers
  return {
    versions: [...new Set(states.map(({ version }) => version))].sort(),
    participants: states.filter(({ parts: own }) => own.some((p) => p.files.some(isPublished)))
      .length,
    defaced: countBy(judged.map(suffixOf)),
    withoutFace: judged.filter(({ image }) => Object.keys(image?.face ?? {}).length === 0).length,
    carried: published.length - judged.length,
    withheldImages: images.filter(({ action }) => action === 'withheld').length,
    withheldFiles: files.filter((f) => f.action === 'withheld' && !IMAGE.test(f.output)).length,
    mostKept: judged.reduce((most, file) => Math.max(most, keptOf(file)), 0),
    settings: uniqueSettings(parts.flatMap(({ settings }) => settings ?? [])),
    smallGroups: { k, participantsBelow },
    validator: bids.validator,
    errorsAfter: bids.after?.errors ?? null,
  }
}

function suffixOf({ output }: FileState): string {
  return /_([A-Za-z0-9]+)\.nii(?:\.gz)?$/i.exec(output)?.[1] ?? 'other'
}

/** The most that is kept of a region which had to go. */
function keptOf({ image }: FileState): number {
  return Object.entries(image?.face ?? {}).reduce(
    (most, [region, figures]) =>
      REGIONS[region]?.part === 'stays' ? most : Math.max(most, figures?.keptFraction ?? 0),
    0,
  )
}

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function uniqueSettings(all: readonly WorkSettings[]): WorkSettings[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}
