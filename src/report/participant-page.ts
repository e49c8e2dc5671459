import { describeImage, listRegions } from './describe-image.js'
import { isWithheldImage } from './image-table.js'
import type { LeakReport } from './leak-report.js'
import { renderPage } from './page.js'
import type { PageParts } from './page-parts.js'
import { participantOf, plural } from './words.js'

/** The page of one participant (`sub-...`): every view and every figure of each image. */
export function renderParticipantPage(report: LeakReport, name: string, parts: PageParts): string {
  const images = report.images.filter(({ file }) => participantOf(file) === name)
  const findings = report.findings.filter(({ file }) => participantOf(file) === name)
  const withheld = findings.filter(isWithheldImage)
  const errors = findings.filter(({ level }) => level === 'error').length
  const isClean = errors === 0
  return renderPage('participant', 'beside', {
    title: `Images of ${name}`,
    version: report.tool.version,
    name,
    verdict: {
      kind: isClean ? 'pass' : 'fail',
      word: isClean ? '✓ PASS' : '✗ FAIL',
      sentence: isClean
        ? 'No error was found in the files of this participant.'
        : describeErrors(errors, withheld.length),
    },
    images: images
      .filter(({ file }) => parts.pictures.has(file))
      .map((image, n) => ({
        ...describeImage(image, parts, n + 1),
        page: '',
        regions: listRegions(image),
      })),
    withheld,
    hasViewer: parts.images !== undefined,
  })
}

function describeErrors(errors: number, withheld: number): string {
  return withheld === 0
    ? `${plural(errors, 'error')} in the files of this participant.`
    : `${plural(errors, 'error')}; ${plural(withheld, 'image')} withheld.`
}

/** A page of pictures alone, for whoever has to look at many. @param files images in the order of the page */
export function renderPicturesPage(
  report: LeakReport,
  files: readonly string[],
  { page, pages, parts }: { page: number; pages: number; parts: PageParts },
): string {
  const wanted = new Set(files)
  const images = report.images.filter(({ file }) => wanted.has(file))
  return renderPage('pictures', 'beside', {
    title: `Pictures, page ${page} of ${pages}`,
    version: report.tool.version,
    page,
    pages,
    images: images.map((image, n) => describeImage(image, parts, n + 1)),
  })
}
