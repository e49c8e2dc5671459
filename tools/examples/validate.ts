/**
 * Prints, as JSON, every issue that the BIDS validator of `npm run build` finds in the folder that is named first.
 * A process of its own for each dataset, since the validator keeps what it read.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { runValidator } from '../../src/workers/run-validator.ts'

export type { Issue } from '../../src/workers/run-validator.ts'

const [root = '.'] = process.argv.slice(2)
const listed = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name))
  .map((absolute) => ({ absolute, path: path.relative(root, absolute) }))
  .filter((file) => !file.path.startsWith('.anon-bids/') && !file.path.startsWith('.git/'))
const bundle = new URL('../../dist/bids-validator/main.js', import.meta.url)
const { issues, print } = await runValidator(bundle.href, listed)
print(
  JSON.stringify(
    issues.map(({ code, subCode, severity, location }) => ({ code, subCode, severity, location })),
  ),
)
