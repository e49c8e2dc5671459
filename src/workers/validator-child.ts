import { openAsBlob } from 'node:fs'
import { text } from 'node:stream/consumers'
import { constants, gunzipSync } from 'node:zlib'
import type { ValidationCounts } from './validation-counts.js'

/** The part of the validator's interface that is used here. */
interface Validator {
  readonly fileListToTree: (files: readonly File[]) => Promise<unknown>
  readonly validate: (
    tree: unknown,
    options: {
      readonly datasetTypes: readonly string[]
      readonly blacklistModalities: readonly string[]
    },
  ) => Promise<{ readonly issues: { readonly issues: Iterable<{ readonly severity: string }> } }>
}

interface Listed {
  readonly path: string
  readonly absolute: string
}

/** Reads the list of files on standard input, validates them as a dataset and prints the counts. */
async function countIssues(): Promise<ValidationCounts> {
  const listed = JSON.parse(await text(process.stdin)) as Listed[]
  const validator = (await import(process.env.BIDS_VALIDATOR ?? '')) as Validator
  const files = await Promise.all(listed.map(openFile))
  const tree = await validator.fileListToTree(files)
  const { issues } = await validator.validate(tree, { datasetTypes: [], blacklistModalities: [] })
  const severities = [...issues.issues].map(({ severity }) => severity)
  return {
    errors: severities.filter((severity) => severity === 'error').length,
    warnings: severities.filter((severity) => severity === 'warning').length,
    validator: process.env.BIDS_VALIDATOR_NAME ?? '',
  }
}

/** A file as a browser would hand it over: its bytes are read only where the validator looks. */
async function openFile({ path, absolute }: Listed): Promise<File> {
  const file = new File([await openAsBlob(absolute)], path.slice(path.lastIndexOf('/') + 1))
  Object.defineProperty(file, 'webkitRelativePath', { value: `dataset/${path}` })
  return file
}

/**
 * Unpacks the first kilobyte of an image, which is all that the validator asks of a gzip stream. It never closes that
 * stream, so the one of Node.js waits for ever for the rest of an image that is small or cut short.
 */
class StartOfGzip extends TransformStream<Uint8Array, Uint8Array> {
  constructor() {
    super({
      transform: (bytes, controller) => {
        controller.enqueue(gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }))
        controller.terminate()
      },
    })
  }
}

Object.assign(globalThis, { DecompressionStream: StartOfGzip })
// The validator prints as it goes; standard output is for the counts alone.
const print = process.stdout.write.bind(process.stdout)
process.stdout.write = () => true
const counts = await countIssues()
print(JSON.stringify(counts))
