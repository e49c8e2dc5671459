/** What an audit of a tree of files covers and what not; the report says so on its page. */
export const FILE_LIMITS = [
  'Every file was read as what its name and its first bytes say it is, down to members of archives and compressed parts; where there is no reader for a kind, or only what is printable was looked at, a finding of the rule FILE_KIND_UNKNOWN says so.',
  'Names of fields were held against a list of names that identify, and values against patterns of names, days, addresses and numbers. Patterns find forms, not meanings: a name that looks like any other word is not found unless it is among the values of the originals or on the list given with --sensitive-terms.',
] as const
