/**
 * One image through the defacer in a process of its own: `deface-file.ts DIST IN OUT [LEADER]`.
 * Prints one JSON line: the outcome and the CPU time. OUT is written whatever the verdict, so that a verdict can be
 * judged too; whether it would have been published is in the line.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [dist = '', input = '', output = '', leader] = process.argv.slice(2)
const from = (path: string) => new URL(path, `${pathToFileURL(dist).href}/`).href
const { gunzip, gzip, isGzip } = await import(from('formats/gzip.js'))
const { cleanNiftiParts, readNifti } = await import(from('formats/nifti/image.js'))
const { defaceImage } = await import(from('deface/deface.js'))

function read(path: string) {
  const bytes = readFileSync(path)
  return readNifti(isGzip(bytes) ? gunzip(bytes, 2 ** 32) : bytes)
}

const request = { keepEars: false, robust: false }
const first = leader ? defaceImage(read(leader), request) : undefined
const start = process.cpuUsage()
const image = read(input)
const reading = process.cpuUsage(start)
const reference = first?.reference
const outcome = defaceImage(image, { ...request, ...(reference ? { reference } : {}) })
const done = process.cpuUsage(start)
writeFileSync(output, gzip(cleanNiftiParts(image)))
const all = process.cpuUsage()
const seconds = (usage: NodeJS.CpuUsage) => (usage.user + usage.system) / 1e6
const { reference: _, removed: __, ...plain } = outcome
process.stdout.write(
  `${JSON.stringify({
    outcome: plain,
    led: Boolean(reference),
    cpu: { deface: seconds(done) - seconds(reading), process: seconds(all) },
  })}\n`,
)
