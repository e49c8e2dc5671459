/**
 * Characters that change how a text is shown without being seen: controls, line and paragraph separators, marks of
 * direction, and those without width. A file name may hold any of them.
 */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\ufffe\uffff]/gu

/** A text as it may be shown on any screen: what would not be seen stands as its code, `\u{202E}`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `\\u{${code.toString(16).toUpperCase()}}`
  })
}

/** A path of a dataset as a relative reference of a URL: every segment percent-encoded. RFC 3986, section 4.2. */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/')
}
