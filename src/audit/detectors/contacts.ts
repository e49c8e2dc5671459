import type { Detector } from './detector.js'

/** How somebody is reached. */
export const CONTACTS: readonly Detector[] = [
  {
    rule: 'EMAIL_OR_PHONE',
    what: 'e-mail addresses',
    needs: '@',
    pattern: /[\p{L}\d][\p{L}\d._%+-]{0,63}@(?:[\p{L}\d-]{1,63}\.){1,6}\p{L}{2,24}(?![\p{L}\d])/gu,
    isMeant: (found) =>
      !/@(?:example\.|.*\.(?:png|jpg|gz|nii)$)/i.test(found) ||
      /@example\.(?:com|org|net)$/i.test(found),
  },
  {
    rule: 'EMAIL_OR_PHONE',
    what: 'e-mail addresses that are hidden from programs: `name (at) host.org`',
    pattern:
      /[\p{L}\d][\p{L}\d._+-]{0,63} ?(?:[[({<] ?at ?[\])}>]| AT ) ?[\p{L}\d-]{2,63}(?: ?(?:\.|[[({] ?(?:dot|punkt|point) ?[\])}]| DOT ) ?[\p{L}\d-]{2,63}){1,4}/gu,
  },
  {
    rule: 'EMAIL_OR_PHONE',
    what: 'telephone numbers',
    pattern:
      /(?<![\w.+])\+[1-9]\d{0,2}[ ()./-]{0,2}(?:\d[ ()./-]{0,2}){6,12}\d(?![\w.])|(?<![\w.])\(\d{2,5}\)[ ./-]{0,2}\d{2,4}[ .-]?\d{2,5}(?:[ .-]\d{2,4})?(?![\w.])|(?<![\w.+-])\d{3}-\d{3}-\d{4}(?![\w.-])|(?<![\w.+-]|\d )0[1-9](?:[ .-]\d\d){4}(?![\w.-]| \d)|(?<![\w.+-])0\d{1,4}-\d{2,4}-\d{4}(?![\w.-])|(?<![\w.])0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,5}(?![\w.])|\b(?:tel|telephone|phone|fax|mobile|telefon|tél|tlf|handy|mobil|cell|whatsapp|signal|ring|call|phoned?|rufnummer|durchwahl|ext)\b[.:]{0,2} {0,2}\+?\(?\d[\d ()./-]{4,}\d/gi,
    isMeant: (found) =>
      !isCount(found) && !/^\d+$/.test(found.trim()) && (found.match(/\d/g)?.length ?? 0) >= 7,
  },
]

/** Pairs of digits that count up, which French telephone numbers look like. */
function isCount(found: string): boolean {
  const pairs = found.split(/[ .-]/).map(Number)
  return pairs.length === 5 && pairs.every((pair, n) => n === 0 || pair === pairs[n - 1] + 1)
}
