import { anyOf, type Detector } from './detector.js'

/** In English, German, French, Spanish, Portuguese, Italian, Dutch and the Scandinavian languages. */
const MONTH = [
  '(?:jan(?:uary?|uar|uari|eiro|ar)?|feb(?:ruary|ruar|ruari|rero|braio)?|fevereiro|mar(?:ch|zo|ço|s)?|apr(?:il|ile)?',
  'may|june?|july?|aug(?:ust|ustus|usti)?|sept?(?:ember|iembre|tembre)?|oct(?:ober|ubre)?|nov(?:ember|embre|iembre|embro)?',
  'dec(?:ember|embre)?|märz|maerz|mai|juni|juli|okt(?:ober)?|dez(?:ember|embro)?|janvier|févr?(?:ier)?|avril|juin|juillet|août|octobre',
  'décembre|enero|abril|mayo|junio|julio|agosto|diciembre|gennaio|maggio|giugno|luglio|settembre|ottobre|dicembre',
  'maio|junho|julho|setembro|outubro|maart|mei)',
].join('|')
/** In Russian, Ukrainian, Polish, Czech, Croatian, Hungarian, Turkish, Finnish, Greek, Romanian, by their stems. */
const MONTH_BY_STEM = `(?:${[
  'январ|феврал|март|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр',
  'січн|лют|берез|квітн|травн|червн|липн|серпн|вересн|жовтн|листопад|грудн',
  'styczni|luteg|marca|kwietni|maja|czerwca|lipca|sierpni|wrze[sś]ni|pa[zź]dziernik|listopad|grudni',
  'ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince',
  'siječnj|veljač|ožujk|travnj|svibnj|lipnj|srpnj|rujna|listopada|studenog|prosinc',
  'január|február|március|április|május|június|július|augusztus|szeptember|október|december',
  'ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık',
  'tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu',
  'ιανουαρ|φεβρουαρ|μαρτ|απριλ|μα[ιΐ]ου|ιουν|ιουλ|αυγο[υύ]στ|σεπτεμβρ|οκτωβρ|νοεμβρ|δεκεμβρ',
  'ianuarie|februarie|martie|aprilie|iunie|iulie|septembrie|octombrie|noiembrie|decembrie',
].join('|')})\\p{L}{0,6}\\.?`
/** As people write the month of a day in Roman figures. */
const ROMAN = '(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})'
/** From 1926 on: what was shifted lies before. */
const YEAR = '(?:192[6-9]|19[3-9]\\d|20\\d\\d)'
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const DD = '(?:0[1-9]|[12]\\d|3[01])'
const MM = '(?:0[1-9]|1[0-2])'

/** The borders of a whole cell or value. */
const BEFORE = '(?<=^|[\\t\\r\\n",;|])'
const BEHIND = '(?=$|[\\t\\r\\n",;|])'

/** Days and times of day. */
export const TIMES: readonly Detector[] = [
  {
    rule: 'DATE_NOT_SHIFTED',
    what: 'days from 1926 on, in numbers or with the name of the month',
    pattern: anyOf(
      [
        `(?<![\\w./-])${YEAR}([-/.])${MM}\\1${DD}(?![\\d-])`,
        `(?<![\\w./-])${DAY}([-/.])${DAY}\\2${YEAR}(?![\\w/-])`,
        `(?<![\\w.-])${YEAR}${MM}${DD}(?:[T_-]?(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d(?:\\d{6}|[.,]\\d{1,6})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?(?![\\w.])`,
        `(?<![\\w./-])${YEAR}([-/])(?:[1-9]\\3${DAY}|${MM}\\3[1-9])(?![\\d./-])`,
        `(?<![\\w.])${DAY}(?:st|nd|rd|th|er|º)?[ ._/-]{1,2}(?:de |of )?${MONTH}[ .,_/-]{1,2}(?:de )?${YEAR}(?!\\d)`,
        `(?<!\\p{L})${MONTH}[ .-]{1,2}${DAY}(?:st|nd|rd|th)?[ ,.-]{1,2}${YEAR}(?!\\d)`,
        `(?<![\\w.-])${YEAR}[ ._-]{1,2}${MONTH}[ ._-]{1,2}${DAY}(?:st|nd|rd|th)?(?![A-Za-z\\d;-])`,
        `(?<![\\w.])${DD}${MONTH}${YEAR}(?!\\d)`,
        `(?<![\\w.-])${YEAR}-W[0-5]\\d-[1-7](?!\\d)`,
        `(?<!\\p{L})(?:mon|tue|wed|thu|fri|sat|sun) ${MONTH} +${DAY} \\d\\d:\\d\\d:\\d\\d [\\w+ ]{0,6}${YEAR}`,
        `${YEAR}年\\d{1,2}月\\d{1,2}日`,
        `${YEAR}년 ?\\d{1,2}월 ?\\d{1,2}일`,
        `(?:昭和|平成|令和)(?:\\d{1,2}|元)年\\d{1,2}月\\d{1,2}日`,
        `(?<![\\p{L}\\d])${DAY}[ .]{1,2}${MONTH_BY_STEM} ${YEAR}(?!\\d)`,
      ],
      'iu',
    ),
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    what: 'days whose month is a Roman figure',
    pattern: anyOf([`(?<![\\w.])${DAY}([./ -])\\.? ?${ROMAN}\\1 ?${YEAR}(?![\\w-])`]),
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    what: 'a month and a year, the day of a year, milliseconds since 1970, and days without zeros, as one whole value',
    pattern: anyOf(
      [
        `${BEFORE}(?:${MONTH}\\.?|${MONTH_BY_STEM}),?[ ./-]{1,2}${YEAR}${BEHIND}`,
        `${BEFORE}${YEAR}-(?:00[1-9]|0[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6])${BEHIND}`,
        `${BEFORE}1[2-8]\\d{11}${BEHIND}`,
        '/Date\\(1[0-8]\\d{8}(?:\\d{3})?(?:[+-]\\d{4})?\\)',
        `${BEFORE}${DD}(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\\d\\d${BEHIND}`,
        `${BEFORE}(?:\\d{1,2}/${DAY}|${DAY}/\\d{1,2})/\\d\\d(?:,? \\d{1,2}:\\d\\d(?::\\d\\d)?(?: ?[ap]m)?)?${BEHIND}`,
        `${BEFORE}${YEAR}[. ]{1,2}${MONTH_BY_STEM} ${DAY}\\.?${BEHIND}`,
      ],
      'iu',
    ),
    onlyInValues: true,
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    what: 'days with two digits for the year',
    pattern: anyOf(
      [
        `(?<![\\w./:-])${DD}([./])${MM}\\1\\d\\d(?![\\w./-])`,
        `(?<![\\w./:-])${DD}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[- ]\\d\\d(?![\\w-])`,
      ],
      'i',
    ),
    onlyInValues: true,
  },
  {
    rule: 'TIME_OF_DAY',
    what: 'times of day',
    pattern:
      /(?<![\w:.,-])(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?![\w:])/g,
    // where a clock was set to nothing, as BIDS wants it of PET
    isMeant: (found) => !/^00:00(?::00(?:\.0+)?)?$/.test(found),
    onlyInValues: true,
  },
]
