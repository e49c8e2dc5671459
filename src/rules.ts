/** How grave a finding is: an `error` makes exit code 3 and the verdict "fail". */
export type Level = 'error' | 'warning' | 'note'

/** One row of the table of rules: what it means and how it is mended. */
export interface Rule {
  readonly level: Level
  /** One sentence for people: what a finding of this rule says. Never holds a value. */
  readonly text: string
  /** What to do about it. */
  readonly fix: string
}

/**
 * Every rule a finding can name. Code, report, exit code and documentation read this table.
 * Levels are the ones of the group report; `--audit` may raise one (KEY_IN_OUTPUT).
 */
export const RULES = {
  FACE_REMAINS: {
    level: 'error',
    text: 'Facial skin is still in the image.',
    fix: 'Run the participant again with --robust, or leave the image out.',
  },
  FACE_RECOVERABLE: {
    level: 'error',
    text: 'The shape of the face can be rebuilt from what is left in the image.',
    fix: 'Run the participant again with --robust, or leave the image out.',
  },
  FACE_NOT_ASSESSABLE: {
    level: 'error',
    text: 'It could not be shown whether a face is left in the image.',
    fix: 'Look at the image; leave it out when in doubt.',
  },
  EARS_REMAIN: {
    level: 'error',
    text: 'An ear is still in the image.',
    fix: 'Run the participant again without --keep-ears, or leave the image out.',
  },
  BRAIN_CHANGED: {
    level: 'error',
    text: 'Voxels of the brain were changed.',
    fix: 'Run the participant again with --robust, or leave the image out.',
  },
  IMAGE_WITHHELD: {
    level: 'error',
    text: 'An image was not published, because it could not be shown to be safe.',
    fix: 'Read the reason; run again with --robust, or de-identify this image by hand.',
  },
  ORIGINAL_ID_IN_NAME: {
    level: 'error',
    text: 'A file name holds a value of the original dataset.',
    fix: 'Rename the file in the input, or leave it out.',
  },
  ORIGINAL_ID_IN_CONTENT: {
    level: 'error',
    text: 'A file holds an identifying value of the original dataset.',
    fix: 'Remove the value from the input, or extend the policy.',
  },
  PERSON_NAME: { level: 'error', text: "A person's name is left.", fix: 'Remove the field.' },
  BIRTH_DATE: { level: 'error', text: 'A date of birth is left.', fix: 'Keep age only.' },
  DIRECT_ID: {
    level: 'error',
    text: 'A number that names one person is left (record, insurance, passport, accession).',
    fix: 'Remove the field.',
  },
  EMAIL_OR_PHONE: {
    level: 'error',
    text: 'An e-mail address or a telephone number is left.',
    fix: 'Remove the field.',
  },
  LOCATION: {
    level: 'warning',
    text: 'A place smaller than a state is left (institution, address, postcode).',
    fix: 'Remove or generalize the field.',
  },
  DATE_NOT_SHIFTED: {
    level: 'error',
    text: 'A date later than 1925 is left.',
    fix: 'Shift or remove the date.',
  },
  TIME_OF_DAY: {
    level: 'warning',
    text: 'A time of day is left outside acq_time.',
    fix: 'Remove the field.',
  },
  UID_PRESENT: { level: 'error', text: 'A DICOM UID is left.', fix: 'Remove the field.' },
  DEVICE_SERIAL: {
    level: 'error',
    text: 'The serial number of a device is left.',
    fix: 'Remove the field.',
  },
  FIELD_NOT_ALLOWED: {
    level: 'note',
    text: 'A field that the policy does not know was removed.',
    fix: 'Nothing, or name the field in a policy of your own.',
  },
  FREE_TEXT: {
    level: 'warning',
    text: 'Free text is left that nobody has read.',
    fix: 'Read it, or remove it by policy.',
  },
  AGE_ABOVE_CAP: {
    level: 'error',
    text: 'An age above the cap is left.',
    fix: 'Lower --age-cap, or run again.',
  },
  SMALL_GROUP: {
    level: 'warning',
    text: 'Fewer participants than k share the same quasi-identifiers.',
    fix: 'Generalize or remove a column by policy.',
  },
  LOCAL_PATH: {
    level: 'error',
    text: "A path of somebody's machine is left.",
    fix: 'Remove the field.',
  },
  HOST_OR_ACCOUNT: {
    level: 'error',
    text: 'A host, network address or login is left.',
    fix: 'Remove the field.',
  },
  CREDENTIAL: {
    level: 'error',
    text: 'A token, password or key is left.',
    fix: 'Remove it, and change it wherever it is in use.',
  },
  LEFTOVER: {
    level: 'warning',
    text: 'A backup, editor or system file lies in the dataset.',
    fix: 'Delete the file.',
  },
  GZIP_HEADER: {
    level: 'error',
    text: 'A gzip header carries a name, comment or time.',
    fix: 'Compress again without them (gzip -n).',
  },
  NIFTI_TEXT: {
    level: 'error',
    text: 'A text field of a NIfTI header is not empty.',
    fix: 'Clear the field.',
  },
  NIFTI_EXTENSION: {
    level: 'error',
    text: 'A NIfTI header carries an extension.',
    fix: 'Remove the extension.',
  },
  FILE_KIND_UNKNOWN: {
    level: 'error',
    text: 'A file is of no known kind or could not be read, so nobody has looked into it.',
    fix: 'Mend the file in the input, or leave it out.',
  },
  ARCHIVE_CONTENT: {
    level: 'error',
    text: 'An archive holds something that identifies.',
    fix: 'Leave the archive out.',
  },
  LINK_LEAVES_DATASET: {
    level: 'error',
    text: 'A link points out of the dataset.',
    fix: 'Replace the link by its content, or remove it.',
  },
  CONTENT_MISSING: {
    level: 'warning',
    text: 'The content of a file is not present, so it could not be judged.',
    fix: 'Get the content (datalad get), then run again.',
  },
  GIT_HISTORY: {
    level: 'error',
    text: 'A version history lies in the dataset.',
    fix: 'Publish without .git, or start a new history.',
  },
  KEY_IN_OUTPUT: {
    level: 'warning',
    text: 'The key or the mapping of pseudonyms lies in the output folder.',
    fix: 'Do not share .anon-bids; move key and mapping to a safe place, or delete them.',
  },
  INPUT_NOT_COVERED: {
    level: 'error',
    text: 'A file of the input is not accounted for.',
    fix: 'Run the participant level for every participant.',
  },
  BIDS_INVALID: {
    level: 'error',
    text: 'The BIDS validator finds errors.',
    fix: 'Run the validator: it names each of them.',
  },
} as const satisfies Record<string, Rule>

/** The name of a rule, as reports print it. */
export type RuleName = keyof typeof RULES

/** A problem of the dataset, recorded and not thrown. `message` and `where` never hold a value of the input. */
export interface Finding {
  readonly rule: RuleName
  readonly level: Level
  /** Path below the output, with `/`, under the name that the file has or would have had there. */
  readonly file: string
  /** The place inside the file: `RepetitionTime`, `column age`, `header descrip`, `gzip name`; empty when it is the whole file. */
  readonly where: string
  readonly message: string
  readonly fix: string
}

/** One finding of a rule, with the rule's own level, text and fix unless others are given. */
export function finding(
  rule: RuleName,
  file: string,
  where = '',
  message: string = RULES[rule].text,
  level: Level = RULES[rule].level,
): Finding {
  return { rule, level, file, where, message, fix: RULES[rule].fix }
}

/**
 * Thrown where one file cannot be gone on with; caught where files are taken one by one, and then the file is withheld.
 * `message` is the reason that users read. It names no value and no path of the input.
 */
export class FileError extends Error {
  override readonly name = 'FileError'
}

/**
 * Thrown where the caller has to mend something before the run can start: a bad option, key, mapping, policy or input.
 * It ends the run with exit code 2 and its message as the one line that users read.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
