import { Eta } from 'eta'
import { type Finding, RULES, type RuleName } from '../rules.js'
import type { ImageVerdict, LeakReport } from './leak-report.js'
import { STYLE } from './style.js'
import { TEMPLATES } from './templates.js'

/** One picture of an image of the output. `src` is a data URI or a path relative to the page. */
export interface PagePicture {
  readonly kind: 'slice' | 'surface'
  readonly caption: string
  readonly src: string
}

/** What pages show besides the report itself. */
export interface PageParts {
  /** Pictures by path of the image. */
  readonly pictures: ReadonlyMap<string, readonly PagePicture[]>
  /** Images that were published without a cut. */
  readonly carried: readonly string[]
  /** Plain sentences: what the checks behind this report cover, and what not. */
  readonly limits: readonly string[]
}

const FINDINGS_SHOWN = 200

const VERDICTS: Readonly<Record<ImageVerdict['verdict'], string>> = {
  pass: '✓ pass',
  fail: '✗ fail',
  'not-assessable': '? not assessable',
}

/** What each region is called, and whether it has to go: the forehead stays, it hides the brain and shows little. */
const REGIONS: Readonly<Record<string, { name: string; part: 'Face' | 'Ears' | 'stays' }>> = {
  nose: { name: 'nose', part: 'Face' },
  eyes: { name: 'eyes', part: 'Face' },
  mouth: { name: 'mouth', part: 'Face' },
  chin: { name: 'chin', part: 'Face' },
  cheeks: { name: 'cheeks', part: 'Face' },
  forehead: { name: 'forehead (stays)', part: 'stays' },
  leftEar: { name: 'left ear', part: 'Ears' },
  rightEar: { name: 'right ear', part: 'Ears' },
}

const eta = new Eta({ autoEscape: true, autoTrim: false })
for (const [name, template] of Object.entries(TEMPLATES)) eta.loadTemplate(`@${name}`, template)

/** leak-report.html: verdict, what to do, findings, pictures. One file that needs nothing beside it. */
export function renderReportPage(report: LeakReport, parts: PageParts): string {
  return eta.render('@report', {
    title: 'Leak report',
    style: STYLE,
    version: report.tool.version,
    verdict: describeVerdict(report),
    facts: listFacts(report),
    steps: listSteps(report),
    groups: groupFindings(report.findings),
    images: report.images
      .filter(({ file }) => parts.pictures.has(file))
      .map((image) => describeImage(image, parts, `${participantOf(image.file)}.html`)),
    withheld: report.findings.filter(isWithheld),
    carried: parts.carried,
    structure: describeStructure(report),
    limits: parts.limits,
  })
}

/** The page of one participant (`sub-...`): every view and every figure of each image. */
export function renderParticipantPage(report: LeakReport, name: string, parts: PageParts): string {
  const images = report.images.filter(({ file }) => participantOf(file) === name)
  const withheld = report.findings.filter((f) => isWithheld(f) && participantOf(f.file) === name)
  const isClean = withheld.length === 0
  return eta.render('@participant', {
    title: `Images of ${name}`,
    style: STYLE,
    version: report.tool.version,
    name,
    verdict: {
      kind: isClean ? 'pass' : 'fail',
      word: isClean ? '✓ PASS' : '✗ FAIL',
      sentence: isClean
        ? 'Every image that could show a face passed.'
        : `${plural(withheld.length, 'image')} withheld.`,
    },
    images: images
      .filter(({ file }) => parts.pictures.has(file))
      .map((image) => ({ ...describeImage(image, parts), regions: listRegions(image) })),
    withheld,
  })
}

/** `sub-x` of a path that begins with it, and '' otherwise. */
export function participantOf(file: string): string {
  return /^sub-[^/_]+/.exec(file)?.[0] ?? ''
}

/** An image and not its sidecar, of which only a note says that it went along. */
function isWithheld({ rule, level }: Finding): boolean {
  return rule === 'IMAGE_WITHHELD' && level === 'error'
}

function describeVerdict({ verdict, counts }: LeakReport) {
  return verdict === 'pass'
    ? {
        kind: 'pass',
        word: '✓ PASS',
        sentence: 'No error was found. Look at the pictures before sharing.',
      }
    : {
        kind: 'fail',
        word: '✗ FAIL',
        sentence: `${plural(counts.errors, 'error')} to mend before sharing.`,
      }
}

function listFacts({ counts }: LeakReport) {
  return [
    { value: counts.participants, label: 'participants' },
    { value: counts.images, label: 'images judged' },
    { value: counts.files, label: 'files' },
    { value: counts.errors, label: 'errors' },
    { value: counts.warnings, label: 'warnings' },
    { value: counts.notes, label: 'notes' },
  ]
}

interface Step {
  readonly rule?: RuleName
  readonly title?: string
  readonly count?: number
  readonly text: string
}

/** Errors and warnings, one step a rule, in the order of gravity; then what a person has to do in any case. */
function listSteps(report: LeakReport): Step[] {
  const open = groupFindings(report.findings).filter(({ level }) => level !== 'note')
  return [
    ...open.map(({ rule, count, text, fix }) => ({
      rule,
      title: text.replace(/\.$/, ''),
      count,
      text: fix,
    })),
    { text: 'Look at every picture below: nobody should be recognizable.' },
    { text: 'Share everything in the output folder except .anon-bids.' },
  ]
}

function groupFindings(findings: readonly Finding[]) {
  const rules = [...new Set(findings.map(({ rule, level }) => `${level} ${rule}`))]
  return rules.map((key) => {
    const group = findings.filter(({ rule, level }) => `${level} ${rule}` === key)
    const { rule, level, fix } = group[0]
    return {
      rule,
      level,
      fix,
      text: RULES[rule].text,
      count: group.length,
      open: level !== 'note' && group.length <= 20,
      shown: group.slice(0, FINDINGS_SHOWN),
      hidden: Math.max(0, group.length - FINDINGS_SHOWN),
    }
  })
}

function describeImage(image: ImageVerdict, parts: PageParts, page = '') {
  const attack = Object.entries(image.recoverable).sort(([, a], [, b]) => b - a)[0]
  const { changedVoxels } = image.brain
  return {
    file: image.file,
    kind: image.verdict,
    word: VERDICTS[image.verdict],
    page,
    regions: [] as ReturnType<typeof listRegions>,
    rows: [
      describePart(image, 'Face'),
      describePart(image, 'Ears'),
      {
        label: 'Brain',
        text: changedVoxels === 0 ? 'unchanged' : `${changedVoxels} voxels changed`,
      },
      ...(attack
        ? [{ label: 'Rebuilding', text: `at best ${attack[1].toFixed(2)} of 1 (${attack[0]})` }]
        : []),
    ],
    pictures: (parts.pictures.get(image.file) ?? []).map((picture) => ({
      ...picture,
      alt: `${picture.caption}: ${image.file}`,
    })),
  }
}

/** The region of the face or of the ears of which most skin is left. */
function describePart({ face }: ImageVerdict, part: 'Face' | 'Ears') {
  const [most] = Object.entries(face)
    .filter(([region]) => REGIONS[region]?.part === part)
    .sort(([, a], [, b]) => b.keptFraction - a.keptFraction)
  if (!most) return { label: part, text: 'not in the field of view' }
  const [region, { keptFraction }] = most
  return {
    label: part,
    text: `${percent(keptFraction)} of the skin left, at most (${nameRegion(region)})`,
  }
}

/** In the order of the table of regions. */
function listRegions({ face }: ImageVerdict) {
  const order = Object.keys(REGIONS)
  return Object.entries(face)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([region, { keptFraction, depthCorrelation }]) => ({
      name: nameRegion(region),
      kept: percent(keptFraction),
      follows: depthCorrelation.toFixed(2),
    }))
}

function describeStructure({ bids, quasiIdentifiers }: LeakReport) {
  const { columns, k, participantsBelow } = quasiIdentifiers
  const issues = (counts: LeakReport['bids']['before']) =>
    counts === null
      ? 'not run'
      : `${plural(counts.errors, 'error')}, ${plural(counts.warnings, 'warning')}`
  return [
    { label: 'BIDS validator, input', text: issues(bids.before) },
    { label: 'BIDS validator, output', text: issues(bids.after) },
    { label: 'Validator', text: bids.validator ?? 'none' },
    {
      label: 'Columns that single people out',
      text: columns.length === 0 ? 'none found in participants.tsv' : columns.join(', '),
    },
    {
      label: 'Participants in small groups',
      text: `${participantsBelow} share their values with fewer than ${k} participants, themselves included`,
    },
  ]
}

function nameRegion(region: string): string {
  return REGIONS[region]?.name ?? region
}

function percent(part: number): string {
  return `${(100 * part).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}
