import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ReportContent } from '../../src/levels/write-report.js'
import { drawFigures, figureFile } from '../../src/report/figures.js'
import type { ImageVerdict } from '../../src/report/leak-report.js'
import { type Finding, finding } from '../../src/rules.js'
import { HEAD } from '../helpers/cli.js'
import { passedImage } from '../helpers/leak-report.js'

const NASTY = 'sub-x<img src=x onerror=document.title=1>\n\u202e'
const LONG = `sub-${'verylonglabel'.repeat(6)}`

/** Loads what `npm run build` made, which has the viewer beside it. */
const load = (path: string) => import(new URL(`../../dist/${path}`, import.meta.url).href)

/** An output with its report, as a run would leave it. */
export async function writeSample(participants: number): Promise<{ top: string; report: string }> {
  const top = mkdtempSync(join(tmpdir(), 'anon-bids-page-'))
  process.once('exit', () => rmSync(top, { recursive: true, force: true }))
  const [drawn, incoming] = [join(top, 'drawn'), join(top, 'incoming')]
  const folder = join(top, 'derivatives/anon-bids')
  for (const path of [drawn, incoming, folder]) mkdirSync(path, { recursive: true })
  const pictures = drawFigures(HEAD)
  const images: ImageVerdict[] = []
  const figures = new Map<
    string,
    ReportContent['figures'] extends ReadonlyMap<string, infer V> ? V : never
  >()
  const findings: Finding[] = [
    finding('LEFTOVER', NASTY, NASTY, '</script><b>'),
    finding('SMALL_GROUP', 'participants.tsv', 'columns age, sex'),
  ]
  for (const [n, name] of names(participants).entries()) {
    const file = `${name}/ses-1/anat/${name}_ses-1_acq-mprage_T1w.nii.gz`
    const isWithheld = n % 10 === 3
    images.push({
      ...passedImage(file),
      verdict: isWithheld ? 'fail' : 'pass',
      face: { cheeks: { keptFraction: (n % 14) / 100, depthCorrelation: 0.1 } },
    })
    findings.push(finding('FIELD_NOT_ALLOWED', file.replace('.nii.gz', '.json'), 'Key'))
    if (isWithheld) {
      findings.push(finding('IMAGE_WITHHELD', file, '', 'skin is left: nose'))
      continue
    }
    const own = pictures.map(({ name: figure, png, ...rest }) => {
      const picture = { ...rest, file: figureFile(file, figure) }
      writeFileSync(join(drawn, picture.file), png)
      return picture
    })
    figures.set(file, own)
    if (n === 0) {
      mkdirSync(dirname(join(top, file)), { recursive: true })
      writeFileSync(join(top, file), HEAD)
    }
  }
  const { buildLeakReport } = await load('report/leak-report.js')
  const { writeReport } = await load('levels/write-report.js')
  const report = buildLeakReport({
    ...{
      version: '0.1.0',
      mode: 'group',
      files: 5 * participants,
      participants,
      images,
      findings,
    },
    quasiIdentifiers: { columns: ['age', 'sex'], k: 5, participantsBelow: 3 },
    bids: { before: null, after: null, validator: null },
  })
  const groupSizes = new Map([
    [1, 3],
    [9, 1],
  ])
  const content = { report, figures, drawn, carried: [], limits: ['These.'], groupSizes }
  await writeReport({ folder, incoming, images: '../..' }, content)
  return { top, report: join(folder, 'leak-report.html') }
}

function names(participants: number): string[] {
  return [LONG, ...Array.from({ length: participants - 1 }, (_, n) => `sub-p${n + 1}`)]
}
