import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BaselineEntry, checkEntries } from '../report/baseline.js'
import { UsageError } from '../rules.js'

const SCHEMA = new URL('../../schemas/baseline.schema.json', import.meta.url)
const NAME = 'baseline.json'
const LARGEST = 16 * 2 ** 20

/**
 * The accepted findings that lie with whoever judges: in `.anon-bids` of an output, in the report's folder of an audit.
 * Never in the dataset that is judged, which could then excuse itself.
 *
 * @returns undefined when there is none
 * @throws UsageError when it is there and cannot be used
 */
export async function readBaseline(
  folder: string,
): Promise<{ readonly entries: readonly BaselineEntry[]; readonly today: string } | undefined> {
  const bytes = await readFile(join(folder, NAME)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError('the baseline could not be read')
  })
  if (!bytes) return undefined
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const isBaseline = new Ajv2020().compile<{ accepted: BaselineEntry[] }>(
    JSON.parse(await readFile(SCHEMA, 'utf8')),
  )
  const content = bytes.length > LARGEST ? undefined : parse(bytes.toString('utf8'))
  if (!isBaseline(content)) {
    const [problem] = isBaseline.errors ?? []
    const place = problem?.instancePath || 'the file'
    throw new UsageError(`the baseline does not follow schemas/baseline.schema.json, see ${place}`)
  }
  return { entries: checkEntries(content.accepted), today: new Date().toISOString().slice(0, 10) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
