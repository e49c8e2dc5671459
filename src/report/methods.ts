import { plural } from './words.js'

/** What was done to one participant or session, as its state tells. */
export interface WorkSettings {
  readonly method: string
  readonly engine: string
  readonly keepEars: boolean
  readonly defaceAll: boolean
  readonly dates: 'shift' | 'remove'
  readonly ageCap: number
  readonly policy: 'built-in' | 'own'
  readonly pseudonyms: 'hash' | 'sequential' | 'keep' | 'mapping'
}

/** Everything that the paragraph on methods tells, counted from what is stored of the work. */
export interface WorkDone {
  readonly versions: readonly string[]
  readonly participants: number
  /** Suffix to number of published images in which face and ears were looked for. */
  readonly defaced: ReadonlyMap<string, number>
  /** Of these, images without a face in the field of view. */
  readonly withoutFace: number
  /** Images published without a cut. */
  readonly carried: number
  readonly withheldImages: number
  readonly withheldFiles: number
  /** The most skin that is left of a region of the face, over all published images. */
  readonly mostKept: number
  /** Every combination of settings that was used, each once. */
  readonly settings: readonly WorkSettings[]
  /** Participants in groups smaller than `k`. */
  readonly smallGroups: { readonly k: number; readonly participantsBelow: number }
  readonly validator: string | null
  readonly errorsAfter: number | null
}

interface Reference {
  readonly key: string
  readonly text: string
}

const REFERENCES = {
  bids: {
    key: 'BIDS',
    text: 'Gorgolewski KJ et al. The brain imaging data structure, a format for organizing and describing outputs of neuroimaging experiments. Scientific Data 3, 160044 (2016). doi:10.1038/sdata.2016.44',
  },
  app: {
    key: 'BIDS-Apps',
    text: 'Gorgolewski KJ et al. BIDS apps: improving ease of use, accessibility, and reproducibility of neuroimaging data analysis methods. PLOS Computational Biology 13, e1005209 (2017). doi:10.1371/journal.pcbi.1005209',
  },
  recognition: {
    key: 'Recognition',
    text: 'Schwarz CG et al. Changing the face of neuroimaging research: comparing a new MRI de-facing technique with popular alternatives. NeuroImage 231, 117845 (2021). doi:10.1016/j.neuroimage.2021.117845',
  },
  registration: {
    key: 'Registration',
    text: 'Maes F et al. Multimodality image registration by maximization of mutual information. IEEE Transactions on Medical Imaging 16, 187-198 (1997). doi:10.1109/42.563664',
  },
  hmac: {
    key: 'HMAC',
    text: 'Krawczyk H, Bellare M, Canetti R. HMAC: keyed-hashing for message authentication. RFC 2104 (1997). doi:10.17487/RFC2104',
  },
  anonymity: {
    key: 'k-anonymity',
    text: 'Sweeney L. k-anonymity: a model for protecting privacy. International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10, 557-570 (2002). doi:10.1142/S0218488502001648',
  },
} as const satisfies Record<string, Reference>

type Cited = keyof typeof REFERENCES

/** methods.md: a paragraph for the data descriptor with its references. It says what was done and nothing else. */
export function renderMethods(done: WorkDone): string {
  const cited: Cited[] = []
  const cite = (name: Cited) => {
    if (!cited.includes(name)) cited.push(name)
    return `[${cited.indexOf(name) + 1}]`
  }
  const paragraph = [
    ...describeTool(done, cite),
    ...describeImages(done, cite),
    ...describeMetadata(done, cite),
    ...describeChecks(done, cite),
  ].join(' ')
  const references = cited.map((name, n) => `${n + 1}. ${REFERENCES[name].text}`)
  return [
    '# De-identification',
    '',
    'A paragraph for the description of these data, made from what was done. Check it, and change it as you like.',
    '',
    paragraph,
    '',
    '## References',
    '',
    ...references,
    '',
  ].join('\n')
}

type Cite = (name: Cited) => string

function describeTool({ versions, participants }: WorkDone, cite: Cite): string[] {
  const version = versions.length === 1 ? `version ${versions[0]}` : `versions ${list(versions)}`
  return [
    `The data of ${plural(participants, 'participant')} were de-identified with anon-bids, ${version}, a BIDS-App ${cite('app')}; they follow the Brain Imaging Data Structure ${cite('bids')}.`,
  ]
}

function describeImages(done: WorkDone, cite: Cite): string[] {
  const { defaced, withoutFace, carried, withheldImages, mostKept } = done
  const total = [...defaced.values()].reduce((sum, n) => sum + n, 0)
  const kinds = [...defaced]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([suffix, n]) => `${n} ${suffix}`)
  return [
    ...(total === 0
      ? []
      : [
          `Faces in head images can be recognized ${cite('recognition')}. ${describeRemoval(done)} ${plural(total, 'image')} (${list(kinds)}).`,
          ...describeWay(done, cite),
          ...(withoutFace > 0
            ? [`In ${withoutFace} of these no part of the face was in the field of view.`]
            : []),
          `Each result was measured on the image that is published; at most ${percent(mostKept)} of the original skin of a region that was to be removed is left, and no voxel of the brain was changed.`,
        ]),
    ...(carried > 0
      ? [
          `${plural(carried, 'image')} in which no face was looked for kept ${carried === 1 ? 'its' : 'their'} voxels.`,
        ]
      : []),
    ...(withheldImages > 0
      ? [
          `${plural(withheldImages, 'image')} that could not be shown to be safe ${withheldImages === 1 ? 'is' : 'are'} not part of the dataset.`,
        ]
      : []),
  ]
}

/** What each method does to a face, before the number of images. */
const DEEDS: Readonly<Record<string, string>> = {
  deface: 'removed from',
  reface: 'replaced by those of an average head in',
  warpface: 'deformed towards those of an average head in',
  skullstrip: 'removed together with all that is not brain from',
}

function describeRemoval({ settings }: WorkDone): string {
  const kept = unique(settings.map(({ keepEars }) => keepEars))
  const deeds = unique(settings.map(({ method }) => method)).map(
    (method) => DEEDS[method] ?? method,
  )
  const deed = deeds.length === 0 ? DEEDS.deface : list(deeds)
  if (kept.length > 1) return `Faces, and ears in a part of the data, were ${deed}`
  return kept[0] ? `Faces, but not ears, were ${deed}` : `Faces and ears were ${deed}`
}

/** How it was done, where our own program did it; of others, their names. */
function describeWay({ settings }: WorkDone, cite: Cite): string[] {
  const engines = unique(settings.map(({ engine }) => engine)).filter((name) => name !== 'builtin')
  if (engines.length > 0) return [`The removal was done by ${list(engines)}.`]
  if (settings.some(({ method }) => method !== 'deface')) return []
  return [
    `An average head was registered to each image by mutual information ${cite('registration')}, and everything outside smooth surfaces beneath the skin was set to the background; all other voxels kept their values.`,
  ]
}

function describeMetadata({ settings, withheldFiles }: WorkDone, cite: Cite): string[] {
  const policies = unique(settings.map(({ policy }) => policy))
  const own = policies.includes('own') ? ', with rules of our own laid over them,' : ''
  return [
    `Sidecars and tables keep only fields that a policy allows${own}; free text in image headers, extensions, and names and times in compressed files were removed.`,
    ...unique(settings.map(({ pseudonyms }) => pseudonyms)).map((kind) =>
      describePseudonyms(kind, cite),
    ),
    ...unique(settings.map(({ dates }) => dates)).map((dates) =>
      dates === 'shift'
        ? 'Dates were moved by one secret number of days for each participant, to 1925 or before, so that intervals are kept.'
        : 'Dates were removed.',
    ),
    ...unique(settings.map(({ ageCap }) => ageCap)).map(
      (cap) => `Ages above ${cap} years are given as ${cap}.`,
    ),
    ...(withheldFiles > 0
      ? [
          `${plural(withheldFiles, 'other file')} could not be made safe and ${withheldFiles === 1 ? 'is' : 'are'} not part of the dataset.`,
        ]
      : []),
  ]
}

function describePseudonyms(kind: WorkSettings['pseudonyms'], cite: Cite): string {
  if (kind === 'hash') {
    return `Participants are named by pseudonyms from a keyed hash ${cite('hmac')}, whose key is not shared.`
  }
  if (kind === 'sequential') return 'Participants are named by numbers.'
  if (kind === 'mapping')
    return 'Participants are named by pseudonyms from a table that is not shared.'
  return 'The labels of participants were kept.'
}

function describeChecks({ smallGroups, validator, errorsAfter }: WorkDone, cite: Cite): string[] {
  const { k, participantsBelow } = smallGroups
  return [
    'All published files were then searched for the original labels and identifying values, and image headers were read again.',
    `${participantsBelow === 0 ? 'No participant shares' : `${plural(participantsBelow, 'participant')} ${participantsBelow === 1 ? 'shares' : 'share'}`} the values of quasi-identifiers with fewer than ${k} participants in all (k-anonymity ${cite('anonymity')}).`,
    ...(validator !== null && errorsAfter !== null
      ? [
          `The published dataset was validated with ${validator} (${plural(errorsAfter, 'error')}).`,
        ]
      : []),
    'The data are pseudonymised: whoever has other information on a participant may still recognize them.',
  ]
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

function list(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}
