import { mkdir } from 'node:fs/promises'
import { isDiskFull } from '../problems.js'
import { makeFolders } from '../publish/make-folders.js'
import { type PrivatePaths, privatePaths } from '../publish/private-folder.js'
import { UsageError } from '../rules.js'

/** Makes the output folder and its private part. @throws UsageError when it cannot be written to */
export async function openOutput(outputDir: string): Promise<PrivatePaths> {
  const paths = privatePaths(outputDir)
  try {
    await makeFolders(outputDir)
    // The private part comes first, so that a folder with anything else in it is never ours by accident.
    for (const folder of [paths.root, paths.locks, paths.participants, paths.incoming]) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
    }
  } catch (error) {
    if (isDiskFull(error)) throw error
    throw new UsageError('OUTPUT_DIR may not be written to by this user')
  }
  return paths
}
