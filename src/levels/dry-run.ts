import type { Dataset } from '../bids/dataset.js'
import { cleanFile } from '../deidentify/clean.js'
import type { PlannedFile } from '../deidentify/planned.js'
import { describeChanges } from '../deidentify/policy-changes.js'
import type { Log } from '../log/log.js'
import type { Options } from '../options.js'
import { privatePaths } from '../publish/private-folder.js'
import { visible } from '../report/visible.js'
import { FileError } from '../rules.js'
import { escapePath } from './account.js'
import { compareGroups, countGroups, tellGroups } from './group-figures.js'
import { type MadePlan, sketchPlan } from './make-plan.js'
import type { Places } from './preflight.js'
import { isAskedFor } from './scope.js'
import { makeCleanContext } from './texts.js'

const COLUMNS = ['input', 'output', 'action', 'reason'] as const
type Row = Record<(typeof COLUMNS)[number], string>

/**
 * Prints what would become of every input file, tells what a policy of the user changes, and writes nothing.
 * @returns the exit code
 */
export async function dryRun(
  options: Options,
  dataset: Dataset,
  { outputDir }: Places,
  log: Log,
): Promise<number> {
  const sketch = await sketchPlan(options, dataset, privatePaths(outputDir))
  const { plan, policy, isExample } = sketch
  const lines = plan.files.map((file) => {
    const row = describe(file, isAskedFor(file, options))
    return COLUMNS.map((column) => escapePath(row[column]) || 'n/a').join('\t')
  })
  process.stdout.write(`${[COLUMNS.join('\t'), ...lines].join('\n')}\n`)
  for (const change of describeChanges(policy)) log.info(visible(`Policy: ${change}`))
  for (const line of await sketchGroups(options, dataset, sketch)) log.info(line)
  if (isExample) {
    log.info('There is no key yet, so the names of participants are examples.')
  }
  return 0
}

/** How participants would be told apart, before and after. */
async function sketchGroups(
  options: Options,
  dataset: Dataset,
  sketch: Pick<MadePlan, 'plan' | 'key' | 'policy'>,
): Promise<string[]> {
  const file = sketch.plan.files.find(({ output }) => output === 'participants.tsv')
  if (file?.action !== 'carry') return []
  try {
    const { bytes } = await cleanFile(file, makeCleanContext({ options, version: '' }, sketch))
    const after = countGroups(bytes, options.k)
    return after ? tellGroups(await compareGroups(dataset, after)) : []
  } catch (error) {
    // A table that cannot be read would be withheld, so nobody would be told apart by it.
    if (error instanceof FileError) return []
    throw error
  }
}

function describe(file: PlannedFile, isAsked: boolean): Row {
  const { input, output = '', action, treatment, reason = '' } = file
  const shared = { input: input.path, output, reason }
  if (!isAsked) return { ...shared, action: 'leave', reason: 'It was not asked for.' }
  if (action !== 'carry') return { ...shared, action }
  return { ...shared, action: treatment === 'deface-image' ? 'deface' : 'clean' }
}
