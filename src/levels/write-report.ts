import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomically } from '../publish/atomic.js'
import type { PrivatePaths } from '../publish/private-folder.js'
import {
  type PageParts,
  type PagePicture,
  participantOf,
  renderParticipantPage,
  renderReportPage,
} from '../report/html.js'
import { renderJson } from '../report/json.js'
import { renderJunit } from '../report/junit.js'
import type { LeakReport } from '../report/leak-report.js'
import { renderSarif } from '../report/sarif.js'
import type { DrawnFigure } from '../workers/figure-task.js'

/** Where reports lie below the output. */
export const REPORT_FOLDER = 'derivatives/anon-bids'
const FIGURES = 'figures'
/** With more images than this, the page would be too large to open; its pictures then lie beside it. */
const EMBEDDED_IMAGES = 200

/** Everything a report is made of. */
export interface ReportContent {
  readonly report: LeakReport
  /** By path of the image; the files lie in `drawn`. */
  readonly figures: ReadonlyMap<string, readonly DrawnFigure[]>
  /** Folder that the pictures were drawn into. */
  readonly drawn: string
  readonly carried: readonly string[]
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
  const files = await renderFiles(content)
  await mkdir(join(folder, FIGURES), { recursive: true })
  const pictures = [...content.figures.values()].flat().map(({ file }) => file)
  for (const file of pictures) {
    await putInPlace(await readFile(join(content.drawn, file)), join(folder, FIGURES, file), place)
  }
  for (const [name, bytes] of files) await putInPlace(bytes, join(folder, name), place)
  await removeOthers(folder, (name) => OWN_FILE.test(name) && !files.has(name))
  const kept = new Set(pictures)
  await removeOthers(join(folder, FIGURES), (name) => !kept.has(name))
}

async function renderFiles(content: ReportContent): Promise<Map<string, Uint8Array | string>> {
  const { report } = content
  const named = [...report.images, ...report.findings.filter((f) => f.rule === 'IMAGE_WITHHELD')]
  const participants = new Set(named.map(({ file }) => participantOf(file)).filter(Boolean))
  const beside = await makeParts(content, () => true, false)
  const isEmbedded = content.figures.size <= EMBEDDED_IMAGES
  const first = await makeParts(content, ({ isShownFirst }) => isShownFirst, isEmbedded)
  return new Map<string, Uint8Array | string>([
    ['dataset_description.json', describeReport(report)],
    ...[...participants]
      .sort()
      .map((name) => [`${name}.html`, renderParticipantPage(report, name, beside)] as const),
    ['leak-report.html', renderReportPage(report, first)],
    ['leak-report.json', renderJson(report)],
    ['leak-report.sarif', renderSarif(report)],
    ['leak-report.xml', renderJunit(report)],
  ])
}

async function makeParts(
  { figures, drawn, carried, limits }: ReportContent,
  isTaken: (figure: DrawnFigure) => boolean,
  isEmbedded: boolean,
): Promise<PageParts> {
  const pictures = new Map<string, readonly PagePicture[]>()
  for (const [image, all] of figures) {
    const taken = all.filter(isTaken).map(async ({ file, kind, caption }) => {
      const src = isEmbedded
        ? `data:image/png;base64,${await readFile(join(drawn, file), 'base64')}`
        : `${FIGURES}/${file}`
      return { kind, caption, src }
    })
    pictures.set(image, await Promise.all(taken))
  }
  return { pictures, carried, limits }
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

/** Complete or absent: written in the private folder of the same file system, then renamed. */
async function putInPlace(
  bytes: Uint8Array | string,
  target: string,
  { incoming }: ReportPlace,
): Promise<void> {
  const temporary = join(incoming, `report-${randomBytes(6).toString('hex')}`)
  await writeAtomically(temporary, bytes)
  await rename(temporary, target)
}

async function removeOthers(folder: string, isOld: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder)) {
    if (isOld(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
