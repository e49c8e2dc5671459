import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LIMITS } from '../deface/verdict.js'
import type { PrivatePaths } from '../publish/private-folder.js'
import { renderJson } from '../report/json.js'
import { renderJunit } from '../report/junit.js'
import type { LeakReport } from '../report/leak-report.js'
import { renderMethods, type WorkDone } from '../report/methods.js'
import type { PageParts } from '../report/page-parts.js'
import { renderParticipantPage, renderPicturesPage } from '../report/participant-page.js'
import { renderReportPage } from '../report/report-page.js'
import { renderSarif } from '../report/sarif.js'
import { VIEWER_SCRIPT } from '../report/viewer-script.js'
import { participantOf } from '../report/words.js'
import { VIEWER_LIBRARY, VIEWER_SOURCE } from './own-viewer.js'
import { type DrawnPictures, embedPictures, FIGURES, linkPictures } from './report-pictures.js'

/** Where reports lie below the output. */
export const REPORT_FOLDER = 'derivatives/anon-bids'
/** With the pictures of more images than this, the page would be too large to send and to open at once. */
const EMBEDDED_IMAGES = 100
/** It then holds so many, those that came nearest to a limit. */
const WORST_IMAGES = 40
/** The others are on pages of so many. */
const IMAGES_A_PAGE = 500
const FILES_AT_ONCE = 16

const VIEWER = 'viewer'

/** Everything a report is made of. */
export interface ReportContent extends DrawnPictures {
  readonly report: LeakReport
  readonly carried: readonly string[]
  readonly groupSizes: ReadonlyMap<number, number>
  /** For the paragraph on methods; absent where somebody else did the work. */
  readonly done?: WorkDone
  readonly limits: readonly string[]
}

/** Where a report goes. */
export interface ReportPlace {
  readonly folder: string
  /** A folder of the same file system for files on their way. */
  readonly incoming: string
  /** The way from the pages to the images that they show, for a viewer; absent when the two are not shared together. */
  readonly images?: string
}

/** The report of an output lies in it. */
export function reportPlace(outputDir: string, { incoming }: PrivatePaths): ReportPlace {
  return { folder: join(outputDir, REPORT_FOLDER), incoming, images: '../..' }
}

/** What this and former versions write, so that nothing else in the folder is ever removed. */
const OWN_FILE = /^(?:sub-.*\.html|leak-report\..*|pictures.*\.html|methods\.md)$/

/** Renders everything first, then puts each file in its place by rename and removes what a former report left. */
export async function writeReport(place: ReportPlace, content: ReportContent): Promise<void> {
  const { folder } = place
  const viewer = place.images === undefined ? undefined : await readViewer()
  const files = await renderFiles(content, viewer ? place.images : undefined)
  await mkdir(join(folder, FIGURES), { recursive: true })
  const pictures = [...content.figures.values()].flat().map(({ file }) => file)
  await inTurns(pictures, (file) =>
    movePicture(join(content.drawn, file), join(folder, FIGURES, file), place),
  )
  if (viewer) await mkdir(join(folder, VIEWER), { recursive: true })
  const beside = [...(viewer ?? [])].map(([name, bytes]) => [`${VIEWER}/${name}`, bytes] as const)
  await inTurns([...files, ...beside], ([name, bytes]) =>
    putInPlace((way) => writeFile(way, bytes), join(folder, name), place),
  )
  await removeOthers(folder, (name) => OWN_FILE.test(name) && !files.has(name))
  const kept = new Set(pictures)
  await removeOthers(join(folder, FIGURES), (name) => !kept.has(name))
}

async function renderFiles(
  content: ReportContent,
  images: string | undefined,
): Promise<Map<string, Uint8Array | string>> {
  const { report, figures } = content
  const beside = { ...makeParts(content), pictures: linkPictures(figures, () => true) }
  const sheets = makePictureSheets(content)
  const first = {
    ...makeParts(content),
    pictures: await embedPictures(
      report,
      content,
      figures.size > EMBEDDED_IMAGES ? WORST_IMAGES : EMBEDDED_IMAGES,
    ),
    morePictures: [...sheets.keys()],
  }
  return new Map<string, Uint8Array | string>([
    ['dataset_description.json', describeReport(report)],
    ...renderParticipants(report, { ...beside, ...(images && { images }) }),
    ...sheets,
    ['leak-report.html', renderReportPage(report, first)],
    ['leak-report.json', renderJson(report)],
    ['leak-report.sarif', renderSarif(report)],
    ['leak-report.xml', renderJunit(report)],
    ...(content.done ? [['methods.md', renderMethods(content.done)] as const] : []),
  ])
}

/** A page for everybody with an image, also a withheld one. */
function renderParticipants(report: LeakReport, parts: PageParts): [string, string][] {
  const images = Map.groupBy(report.images, ({ file }) => participantOf(file))
  const findings = Map.groupBy(report.findings, ({ file }) => participantOf(file))
  const isNamed = (name: string) =>
    images.has(name) || findings.get(name)?.some(({ rule }) => rule === 'IMAGE_WITHHELD')
  const names = new Set([...images.keys(), ...findings.keys()])
  return [...names]
    .filter((name) => name !== '' && isNamed(name))
    .sort()
    .map((name) => {
      const own = { images: images.get(name) ?? [], findings: findings.get(name) ?? [] }
      return [`${name}.html`, renderParticipantPage({ ...report, ...own }, name, parts)]
    })
}

/** The interactive viewer, when `npm run build` has put it beside the program. */
async function readViewer(): Promise<Map<string, Uint8Array | string> | undefined> {
  try {
    const library = await readFile(new URL(VIEWER_LIBRARY, VIEWER_SOURCE))
    const licence = await readFile(new URL('LICENSE', VIEWER_SOURCE))
    return new Map<string, Uint8Array | string>([
      [VIEWER_LIBRARY, library],
      ['niivue.LICENSE', licence],
      ['viewer.js', VIEWER_SCRIPT],
    ])
  } catch {
    return undefined
  }
}

function makeParts({ carried, groupSizes, limits }: ReportContent): Omit<PageParts, 'pictures'> {
  return { carried, groupSizes, limits, keptLimits: LIMITS.kept, morePictures: [] }
}

/** Pages with the pictures of all images, when there are more than the first page holds. */
function makePictureSheets(content: ReportContent): Map<string, string> {
  const { report, figures } = content
  const files = report.images.map(({ file }) => file).filter((file) => figures.has(file))
  if (files.length <= EMBEDDED_IMAGES) return new Map()
  const pictures = linkPictures(figures, ({ isShownFirst }) => isShownFirst)
  const parts = { ...makeParts(content), pictures }
  const pages = Math.ceil(files.length / IMAGES_A_PAGE)
  return new Map(
    Array.from({ length: pages }, (_, n) => {
      const some = files.slice(n * IMAGES_A_PAGE, (n + 1) * IMAGES_A_PAGE)
      const place = { page: n + 1, pages, parts }
      return [`pictures-${n + 1}.html`, renderPicturesPage(report, some, place)]
    }),
  )
}

function describeReport({ tool }: LeakReport): string {
  const description = {
    Name: 'Leak report of anon-bids',
    BIDSVersion: '1.10.0',
    DatasetType: 'derivative',
    GeneratedBy: [{ Name: tool.name, Version: tool.version }],
  }
  return `${JSON.stringify(description, null, 2)}\n`
}

/** Some at once, for a report of many participants has thousands of files. */
async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += FILES_AT_ONCE) {
    await Promise.all(items.slice(at, at + FILES_AT_ONCE).map(act))
  }
}

/** Complete or absent: made in the private folder of the same file system, then renamed. */
async function putInPlace(
  make: (way: string) => Promise<void>,
  target: string,
  { incoming }: ReportPlace,
): Promise<void> {
  const temporary = join(incoming, `report-${randomBytes(6).toString('hex')}`)
  await make(temporary)
  await rename(temporary, target)
}

/** Pictures are many: where they were drawn on the same file system they need no second copy. */
async function movePicture(drawn: string, target: string, place: ReportPlace): Promise<void> {
  try {
    await rename(drawn, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await putInPlace((way) => copyFile(drawn, way), target, place)
  }
}

async function removeOthers(folder: string, isOld: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder)) {
    if (isOld(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
