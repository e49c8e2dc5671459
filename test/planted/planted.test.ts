import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { makeFolders, readAccount, runCli } from '../helpers/cli.js'
import { type PlantedDataset, plantDataset } from './dataset.js'
import { findSecrets } from './search.js'

/** Runs both levels and gives the output. */
async function deidentify(planted: PlantedDataset, options: readonly string[] = []) {
  const { data, out } = makeFolders(planted.files)
  const participant = await runCli([data, out, 'participant', ...options])
  const group = await runCli([data, out, 'group', ...options])
  return { data, out, participant, group }
}

const VALIDATE = fileURLToPath(new URL('../../tools/examples/validate.ts', import.meta.url))

/** The kinds of errors that the built-in validator finds. */
async function findErrors(folder: string): Promise<Set<string>> {
  const { stdout } = await promisify(execFile)(process.execPath, [VALIDATE, folder], {
    maxBuffer: 2 ** 26,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const issues = JSON.parse(stdout) as { code: string; subCode?: string; severity: string }[]
  const errors = issues.filter(({ severity }) => severity === 'error')
  return new Set(errors.map(({ code, subCode = '' }) => `${code} ${subCode}`))
}

for (const [seed, hasHead] of [
  [1, true],
  [2, false],
] as const) {
  t.test(`of the dataset that seed ${seed} plants`, async (t) => {
    const planted = plantDataset(seed, hasHead)
    const { data, out, participant, group } = await deidentify(planted, ['--skip-bids-validation'])
    t.ok(
      [0, 3].includes(participant.code ?? 1) && [0, 3].includes(group.code ?? 1),
      'both levels end',
    )
    const outputs = new Map(readAccount(out).map((row) => [row.input, row.output]))
    const read = (input: string, folder = out) => {
      const path = folder === data ? input : (outputs.get(input) ?? '')
      if (!existsSync(join(folder, path))) return Buffer.from('{}')
      const bytes = readFileSync(join(folder, path))
      return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
    }

    t.test('not one secret is in any byte that may be shared', async (t) => {
      const found = [...findSecrets(planted.secrets, out)].map(
        ([{ kind, place }, paths]) => `${kind} of ${place}: ${paths.join(', ')}`,
      )
      t.strictSame(found, [])
    })

    t.test('every field that an analysis reads is there, value for value', async (t) => {
      for (const [input, fields] of Object.entries(planted.keptFields)) {
        const json = JSON.parse(read(input).toString('utf8'))
        const found = Object.fromEntries(Object.keys(fields).map((field) => [field, json[field]]))
        t.strictSame(found, fields, input)
      }
    })

    t.test('every column that an analysis reads is there, cell for cell', async (t) => {
      const cells = (bytes: Buffer, column: string) => {
        const [head = '', ...rows] = bytes.toString('utf8').trimEnd().split('\n')
        const at = head.split('\t').indexOf(column)
        return rows.map((row) => row.split('\t')[at])
      }
      for (const [input, columns] of Object.entries(planted.keptColumns)) {
        for (const column of columns) {
          t.strictSame(cells(read(input), column), cells(read(input, data), column), column)
        }
      }
    })

    t.test('the BIDS validator finds no kind of error that the input did not have', async (t) => {
      const [before, after] = await Promise.all([findErrors(data), findErrors(out)])
      t.ok(before.size > 0, 'the validator reads the input, of which some secrets are errors too')
      t.strictSame(
        [...after].filter((error) => !before.has(error)),
        [],
      )
    })

    t.test('samples, b-values and gradients are the same bytes', async (t) => {
      for (const [input, content] of Object.entries(planted.keptFiles)) {
        t.equal(read(input).toString('latin1'), content, input)
      }
    })
  })
}
