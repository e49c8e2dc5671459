import type { Dataset } from '../bids/dataset.js'
import type { PlannedFile } from '../deidentify/planned.js'
import { describeChanges } from '../deidentify/policy-changes.js'
import type { Log } from '../log/log.js'
import type { Options } from '../options.js'
import { privatePaths } from '../publish/private-folder.js'
import { visible } from '../report/visible.js'
import { sketchPlan } from './make-plan.js'
import type { Places } from './preflight.js'
import { isAskedFor } from './scope.js'

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
  const { plan, policy, isExample } = await sketchPlan(options, dataset, privatePaths(outputDir))
  const lines = plan.files.map((file) => {
    const row = describe(file, isAskedFor(file, options))
    return COLUMNS.map((column) => row[column].replace(/[\t\r\n]/g, ' ') || 'n/a').join('\t')
  })
  process.stdout.write(`${[COLUMNS.join('\t'), ...lines].join('\n')}\n`)
  for (const change of describeChanges(policy)) log.info(visible(`Policy: ${change}`))
  if (isExample) {
    log.info('There is no key yet, so the names of participants are examples.')
  }
  return 0
}

function describe(file: PlannedFile, isAsked: boolean): Row {
  const { input, output = '', action, treatment, reason = '' } = file
  const shared = { input: input.path, output, reason }
  if (!isAsked) return { ...shared, action: 'leave', reason: 'It was not asked for.' }
  if (action !== 'carry') return { ...shared, action }
  return { ...shared, action: treatment === 'deface-image' ? 'deface' : 'clean' }
}
