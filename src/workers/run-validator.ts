import { openAsBlob } from 'node:fs'
import { constants, gunzipSync } from 'node:zlib'

/** What the validator says of one file or of the dataset. */
export interface Issue {
  readonly code: string
  readonly subCode?: string
  readonly severity: string
  readonly location?: string
}

/** A file of a dataset: its path from the dataset's folder, with `/`, and where it is. */
export interface Listed {
  readonly path: string
  readonly absolute: string
}

/** The part of the validator's interface that is used here. */
interface Validator {
  readonly fileListToTree: (files: readonly File[]) => Promise<unknown>
  readonly validate: (
    tree: unknown,
    options: {
      readonly datasetTypes: readonly string[]
      readonly blacklistModalities: readonly string[]
    },
  ) => Promise<{ readonly issues: { readonly issues: Iterable<Issue> } }>
}

/**
 * Validates files as a dataset. For a process of its own: what the validator prints goes nowhere, and it keeps what it read.
 * @param bundle address of the validator's module
 * @returns its issues, and how to write to the standard output that is closed to it
 */
export async function runValidator(
  bundle: string,
  listed: readonly Listed[],
): Promise<{ issues: readonly Issue[]; print: (text: string) => boolean }> {
  Object.assign(globalThis, { DecompressionStream: StartOfGzip })
  const print = process.stdout.write.bind(process.stdout)
  process.stdout.write = () => true
  const validator = (await import(bundle)) as Validator
  const files = await Promise.all(listed.map(openFile))
  const tree = await validator.fileListToTree(files)
  const { issues } = await validator.validate(tree, { datasetTypes: [], blacklistModalities: [] })
  return { issues: [...issues.issues], print }
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
