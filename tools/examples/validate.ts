/**
 * Prints, as JSON, every issue that the BIDS validator of `npm run build` finds in the folder that is named first.
 * A process of its own for each dataset, since the validator keeps what it read.
 */
import { openAsBlob, readdirSync } from 'node:fs'
import path from 'node:path'
import { constants, gunzipSync } from 'node:zlib'

export interface Issue {
  readonly code: string
  readonly subCode?: string
  readonly severity: string
  readonly location?: string
}

interface Validator {
  readonly fileListToTree: (files: readonly File[]) => Promise<unknown>
  readonly validate: (
    tree: unknown,
    options: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly issues: { readonly issues: Iterable<Issue> } }>
}

async function openFile(root: string, name: string): Promise<File> {
  const file = new File([await openAsBlob(path.join(root, name))], path.basename(name))
  Object.defineProperty(file, 'webkitRelativePath', { value: `dataset/${name}` })
  return file
}

/** The validator unpacks the start of an image and leaves the rest, for which the stream of Node.js waits for ever. */
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

const [root = '.'] = process.argv.slice(2)
Object.assign(globalThis, { DecompressionStream: StartOfGzip })
const print = process.stdout.write.bind(process.stdout)
process.stdout.write = () => true
const names = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
  .filter((name) => !name.startsWith('.anon-bids/') && !name.startsWith('.git/'))
const bundle = new URL('../../dist/bids-validator/main.js', import.meta.url)
const validator = (await import(bundle.href)) as Validator
const files = await Promise.all(names.map((name) => openFile(root, name)))
const tree = await validator.fileListToTree(files)
const { issues } = await validator.validate(tree, { datasetTypes: [], blacklistModalities: [] })
const found = [...issues.issues].map(({ code, subCode, severity, location }) => {
  return { code, subCode, severity, location }
})
print(JSON.stringify(found))
