/** Control characters, marks that turn the direction of writing, and what breaks lines. */
const UNSHOWN =
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g
const LONGEST = 500

/** A name as it can be printed anywhere: what a terminal or a page would act on becomes a code. */
export function showable(text: string): string {
  const shown = text.replace(UNSHOWN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown
}
