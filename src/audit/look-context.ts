import type { RuleName } from '../rules.js'
import type { Originals } from './originals.js'

/** What every file of a dataset is judged against. */
export interface LookContext {
  readonly originals: Originals
  /** The same less what may stand among the credits of a dataset. */
  readonly originalsInCredits: Originals
  /** Labels of participants that the dataset itself uses, without `sub-`: they may stand anywhere. */
  readonly labels: ReadonlySet<string>
  /** Told of every value that breaks a rule, for whoever gathers what originals say of a person or a machine. */
  readonly onValue?: (told: ToldValue) => void
}

/** What a file says of a person, a day, a place or a machine. */
export interface ToldValue {
  readonly rule: RuleName
  /** The field that it stands in; empty where only its form tells. */
  readonly name: string
  readonly value: string
}
