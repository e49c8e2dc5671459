import { type Dataset, walkDataset } from '../bids/dataset.js'
import { openFolders } from '../deidentify/let-in.js'
import { loadPolicy } from '../deidentify/policy.js'
import type { Options } from '../options.js'

/** Lists the files of the input, also of folders that a policy of the user opens. */
export async function walkInput(
  bidsDir: string,
  { policy }: Pick<Options, 'policy'>,
): Promise<Dataset> {
  return walkDataset(
    bidsDir,
    policy === undefined ? undefined : openFolders(await loadPolicy(policy)),
  )
}
