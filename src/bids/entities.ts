/** What a BIDS path says about its file. Labels are without their `sub-`, `ses-` and so on. */
export interface BidsPath {
  readonly datatype?: string
  readonly subject?: string
  readonly session?: string
  /** Every entity of the file name in its order, `sub` and `ses` included. */
  readonly entities: ReadonlyMap<string, string>
  readonly suffix: string
  /** From the first dot on: `.nii.gz`, `.json`. */
  readonly extension: string
}

/** Short names of the entities of BIDS 1.11, in the order in which they stand in a file name. */
export const ENTITIES: readonly string[] = [
  ...['sub', 'tpl', 'ses', 'cohort', 'sample', 'task', 'tracksys', 'acq', 'nuc', 'voi', 'ce'],
  ...['trc', 'stain', 'rec', 'dir', 'run', 'mod', 'echo', 'flip', 'inv', 'mt', 'part', 'proc'],
  ...['hemi', 'space', 'split', 'recording', 'chunk', 'atlas', 'seg', 'scale', 'res', 'den'],
  ...['label', 'desc'],
]

/** The datatypes of BIDS 1.11 and swi, which is in use: the names that a folder of recordings may have. */
export const DATATYPES: ReadonlySet<string> = new Set([
  ...['anat', 'beh', 'dwi', 'eeg', 'emg', 'fmap', 'func', 'ieeg', 'meg', 'micr', 'motion', 'mrs'],
  ...['nirs', 'perf', 'pet', 'swi'],
])

const KNOWN = new Set(ENTITIES)

/**
 * Takes a path of a dataset apart (relative, with `/`). Labels may hold anything but `_`, `/` and `.`, so that names
 * which BIDS does not allow can still be renamed.
 * @returns undefined when the name or the folders are not built as BIDS builds them, or contradict each other
 */
export function parseBidsPath(path: string): BidsPath | undefined {
  const folders = path.split('/')
  const name = folders.pop() ?? ''
  const parts = parseName(name)
  const place = parseFolders(folders)
  if (!parts || !place) return undefined
  const { entities } = parts
  if (place.subject !== undefined && entities.get('sub') !== place.subject) return undefined
  if (place.session !== undefined && (entities.get('ses') ?? place.session) !== place.session) {
    return undefined
  }
  const subject = place.subject
  // A sessions file lies above the folders of sessions, so the folder decides and not the name.
  const session = place.session
  return {
    ...parts,
    ...(place.datatype === undefined ? {} : { datatype: place.datatype }),
    ...(subject === undefined ? {} : { subject }),
    ...(session === undefined ? {} : { session }),
  }
}

function parseName(name: string): Pick<BidsPath, 'entities' | 'suffix' | 'extension'> | undefined {
  const dot = name.indexOf('.')
  if (dot < 1) return undefined
  const words = name.slice(0, dot).split('_')
  const suffix = words.pop() ?? ''
  if (!/^[A-Za-z0-9]+$/.test(suffix)) return undefined
  const entities = new Map<string, string>()
  for (const word of words) {
    const dash = word.indexOf('-')
    const key = word.slice(0, Math.max(dash, 0))
    const label = word.slice(dash + 1)
    if (!KNOWN.has(key) || label === '' || entities.has(key)) return undefined
    entities.set(key, label)
  }
  return { entities, suffix, extension: name.slice(dot) }
}

interface Place {
  readonly subject?: string
  readonly session?: string
  readonly datatype?: string
}

/** Folders above a file: none, or `sub-X[/ses-Y][/datatype]`. */
function parseFolders(folders: readonly string[]): Place | undefined {
  const rest = [...folders]
  const subject = takeLabel(rest, 'sub-')
  const session = subject === undefined ? undefined : takeLabel(rest, 'ses-')
  const datatype = subject === undefined ? undefined : rest.shift()
  if (rest.length > 0 || (datatype !== undefined && !DATATYPES.has(datatype))) return undefined
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(session === undefined ? {} : { session }),
    ...(datatype === undefined ? {} : { datatype }),
  }
}

function takeLabel(folders: string[], prefix: string): string | undefined {
  const first = folders[0]
  if (first === undefined || !first.startsWith(prefix) || first.length === prefix.length) {
    return undefined
  }
  folders.shift()
  return first.slice(prefix.length)
}
