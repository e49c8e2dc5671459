/** Where one word of a name ends and the next begins with a capital: `scanDate`, `MRIScan`. */
const CAMEL = /(\p{Ll}|\d)(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu

/**
 * The name of a column as the policy spells it: lower case, words joined by `_`, without accents. So `DateOfBirth`,
 * `date-of-birth` and `Date of birth` are the same.
 */
export function columnKey(name: string): string {
  return (
    fold(name)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('_') ?? ''
  )
}

/** The words of a column's name in lower case, without numbers: `email1` and `E-Mail` speak of the same. */
export function columnWords(name: string): string[] {
  return (
    fold(name)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  )
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(CAMEL, '$& ')
}
