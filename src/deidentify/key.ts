import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { UsageError } from '../rules.js'

/** The key behind pseudonyms and date shifts is so many bytes long. */
export const KEY_BYTES = 32

/** A key that another job has begun to write is complete after far less time than this. */
const PATIENCE_MS = 2000
const STEP_MS = 20

/** Where the key may come from: hexadecimal digits of the environment first, else the file. */
export interface KeySource {
  readonly file: string
  readonly environment?: string | undefined
}

/**
 * Reads the key, and makes the file with 32 random bytes and mode 0600 when it is absent. Jobs that start at once all
 * end up with the same key: the file appears complete under its name, and only one of them can put it there.
 * @throws UsageError when what is there is not a key
 */
export async function loadKey({ file, environment }: KeySource): Promise<Uint8Array> {
  if (environment !== undefined && environment !== '') return decodeKey(environment)
  const found = await readFile(file).catch(failUnlessAbsent)
  if (found?.length === KEY_BYTES) return new Uint8Array(found)
  if (!found) await createKey(file)
  return waitForKey(file)
}

function decodeKey(environment: string): Uint8Array {
  const text = environment.trim()
  if (!/^[0-9a-fA-F]{64}$/.test(text)) {
    throw new UsageError('ANON_BIDS_KEY is no key: it must hold 64 hexadecimal digits.')
  }
  return new Uint8Array(Buffer.from(text, 'hex'))
}

function failUnlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw new UsageError('The key could not be read. Give a readable file of 32 bytes with --key.')
}

async function createKey(file: string): Promise<void> {
  const temporary = `${file}.${randomBytes(8).toString('hex')}`
  try {
    // One folder at most: a longer path that is not there is rather a slip of the pen.
    await mkdir(dirname(file), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    const key = randomBytes(KEY_BYTES)
    await writeFile(temporary, key, { mode: 0o600, flag: 'wx', flush: true })
    try {
      await link(temporary, file)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // Some file systems have no hard links: there one writer wins by O_EXCL and the others wait for its bytes.
      if (code !== 'EEXIST') {
        await writeFile(file, key, { mode: 0o600, flag: 'wx', flush: true }).catch(
          (second: NodeJS.ErrnoException) => {
            if (second.code !== 'EEXIST') throw second
          },
        )
      }
    }
  } catch {
    throw new UsageError(
      'The key could not be made. Give a place in a folder that is there and can be written to with --key.',
    )
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

async function waitForKey(file: string): Promise<Uint8Array> {
  for (let waited = 0; ; waited += STEP_MS) {
    const found = await readFile(file).catch(failUnlessAbsent)
    if (found?.length === KEY_BYTES) return new Uint8Array(found)
    if ((found?.length ?? 0) > KEY_BYTES || waited >= PATIENCE_MS) {
      throw new UsageError('The key is no key: the file must hold exactly 32 bytes.')
    }
    await wait(STEP_MS)
  }
}
