/** What a value must be to stay. `list` is how deep arrays may nest around it (0: none). */
export interface ValueRule {
  readonly type: ValueType
  /** The words of an enum. */
  readonly values?: readonly string[]
  /** fixed: what is written; pseudonym: what stands in front of it. */
  readonly value?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly list?: number
  /** How many values a list must have. */
  readonly length?: number
  /** Free text with more characters than these is refused. */
  readonly longest?: number
  /** A text that may not stay becomes `n/a`, because BIDS requires the field in some sidecars. */
  readonly fill?: boolean
  /** In a table: what the column is called in the output. */
  readonly rename?: string
  /** A date of birth becomes an age or a year. */
  readonly as?: 'age' | 'year'
  /** Numbers are rounded down to a multiple of this. */
  readonly band?: number
  /** Values that become one: the name of the group, and its members. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  /** Values that fewer rows of a table have become `n/a`. */
  readonly fewest?: number
  /** How many digits of a postcode stay. */
  readonly digits?: number
  /** Suffixes of the tables in which a column means this; in other tables it counts as unknown. */
  readonly tables?: readonly string[]
}

export type ValueType =
  | 'number'
  | 'integer'
  | 'numbers'
  | 'boolean'
  | 'flag'
  | 'enum'
  | 'pattern'
  | 'unit'
  | 'technical'
  | 'name'
  | 'label'
  | 'category'
  | 'text'
  | 'protocol'
  | 'prose'
  | 'version'
  | 'citation'
  | 'landmarks'
  | 'filters'
  | 'columns'
  | 'object'
  | 'task'
  | 'fixed'
  | 'written'
  | 'reference'
  | 'address'
  | 'pseudonym'
  | 'participant'
  | 'session'
  | 'filename'
  | 'datetime'
  | 'age'
  | 'birth'
  | 'postcode'
  | 'person'
  | 'stimulus'
  | 'levels'
  | 'hed'
  | 'clean'
  | 'credit'
  | 'addresses'
  | 'sources'
  | 'tools'

/** What becomes of a key or a column. */
export type RowAction = 'keep' | 'remove' | 'replace' | 'shift' | 'generalize' | 'map'

/** One row of a policy: a key, a field or a column, with the class that says why. */
export interface PolicyRow extends Partial<Omit<ValueRule, 'values'>> {
  readonly action: RowAction
  readonly class?: string
  readonly reason?: string
  readonly unit?: string
  /** The words themselves, or the name of a list of the policy. */
  readonly values?: readonly string[] | string
}

export type Rows = Readonly<Record<string, PolicyRow>>

export type Action = 'carry' | 'drop' | 'withhold'

/** How a carried file is made; `none` belongs to files that are not carried. */
export type Treatment =
  | 'image'
  | 'deface-image'
  | 'carry-image'
  | 'sidecar'
  | 'dictionary'
  | 'table'
  | 'samples'
  | 'samples-gz'
  | 'sample-events-gz'
  | 'numbers'
  | 'text'
  | 'citation'
  | 'description'
  | 'edf'
  | 'brainvision-header'
  | 'brainvision-markers'
  | 'brainvision-samples'
  | 'folder'
  | 'none'

/** One row of the table of file kinds; the first whose glob fits decides. */
export interface FileRow {
  readonly glob: string
  readonly action: Action
  readonly treatment?: Treatment
  readonly reason?: string
}

/** Why the rows of a class are as they are, and the rules that this satisfies. */
export interface PolicyClass {
  readonly reason: string
  /** Letters of the Safe Harbor list, 45 CFR 164.514(b)(2)(i). */
  readonly hipaa?: readonly string[]
  /** Action code of DICOM PS3.15, annex E. */
  readonly dicom?: string
  readonly bids?: string
}

/** What can be laid over a policy. */
export interface PolicyLayer {
  /** Classes all whose rows become `remove`, before the layer's own rows are laid over. */
  readonly removeClasses?: readonly string[]
  readonly json?: Rows
  readonly description?: Rows
  readonly dictionary?: Rows
  readonly columns?: Rows
  readonly columnWords?: {
    readonly date?: readonly string[]
    readonly identifier?: readonly string[]
    readonly phrases?: readonly string[]
    readonly weak?: readonly string[]
    readonly things?: readonly string[]
    readonly measures?: readonly string[]
  }
  readonly files?: readonly FileRow[]
  readonly lists?: Readonly<Record<string, readonly string[]>>
  readonly vocabulary?: readonly string[]
  readonly commonWords?: readonly string[]
  readonly names?: readonly string[]
}

export type Preset = 'share' | 'strict'

/** `schemas/policy.json`, or a file of the user laid over it, in which every part may be absent. */
export interface PolicyFile extends PolicyLayer {
  readonly preset?: Preset
  readonly classes?: Readonly<Record<string, PolicyClass>>
  readonly presets?: Readonly<Record<Preset, PolicyLayer>>
}
