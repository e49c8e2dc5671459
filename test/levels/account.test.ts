import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import {
  accountFor,
  escapePath,
  formatAccount,
  inputHash,
  NOT_YET,
} from '../../src/levels/account.js'
import { KEY, makeDataset, planFolder } from '../helpers/dataset.js'

t.test('every input file has one row, and what is not done yet is withheld', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/func/sub-01_task-a_bold.nii.gz': 'x',
      'sub-01/func/sub-01_task-a_bold.json': '{}',
      'code/run.sh': 'x',
    }),
  )
  const { plan } = await planFolder(root)
  const input = inputHash(KEY, 'sub-01/func/sub-01_task-a_bold.json')
  t.match(input, /^[0-9a-f]{64}$/)
  const output = 'sub-x/func/sub-x_task-a_bold.json'
  const state = { input, output, action: 'copied', reason: '', findings: [] } as const
  const rows = accountFor(plan, KEY, new Map([[input, state]]))
  t.equal(rows.length, plan.files.length)
  const find = (path: string) => rows.find((row) => row.input.startsWith(path))
  t.match(find('sub-01/func/sub-01_task-a_bold.json'), { action: 'copied', output, reason: '' })
  t.match(find('sub-01/func/sub-01_task-a_bold.nii.gz'), { action: 'withheld', reason: NOT_YET })
  t.match(find('code'), { action: 'dropped', output: '' })
})

t.test('the table has no empty cell and no broken row', async (t) => {
  const row = { input: 'a\tb\nc', output: '', action: 'dropped', reason: 'Why.' } as const
  t.equal(formatAccount([row]), 'input\toutput\taction\treason\na%09b%0Ac\tn/a\tdropped\tWhy.\n')
})

t.test('no two paths look alike in the table', async (t) => {
  const path = fc.string({ unit: fc.constantFrom('a', '\t', '\n', '%', '0', '9', 'A', '2', '5') })
  fc.assert(
    fc.property(path, path, (a, b) => {
      assert.equal(escapePath(a) === escapePath(b), a === b)
      assert.doesNotMatch(escapePath(a), /[\t\r\n]/)
    }),
  )
  t.equal(escapePath('sub-01/50%.json'), 'sub-01/50%.json', 'ordinary names stay')
})

const NAMES = [
  ...['sub-01', 'sub-02', 'SUB-01', 'ses-a', 'anat', 'Anat', 'func', 'phenotype', 'code', '.git'],
  ...['sub-01_T1w.json', 'sub-01_t1w.json', 'sub-01_T1w.nii.gz', 'participants.tsv', 'README'],
  ...['a\tb', 'a%09b', 'a\nb', 'a b', '%', 'e\u0301', '\u00e9', 'sub-e\u0301', 'sub-\u00e9', 'x~'],
]
const KINDS = [
  'file',
  'file',
  'folder',
  'folder',
  'link',
  'folder link',
  'dangling',
  'loop',
  'fifo',
]

interface Odd {
  readonly folders: readonly string[]
  readonly name: string
  readonly kind: string
}

/** Puts something odd into a tree; what cannot be there beside what is there already is left out. */
function put(root: string, { folders, name, kind }: Odd): void {
  const folder = join(root, ...folders)
  try {
    mkdirSync(folder, { recursive: true })
    const path = join(folder, name)
    if (kind === 'file') writeFileSync(path, 'x', { flag: 'wx' })
    else if (kind === 'folder') mkdirSync(path)
    else if (kind === 'fifo') execFileSync('mkfifo', [path], { stdio: 'ignore' })
    else {
      const targets = { link: 'README', 'folder link': root, dangling: 'nowhere', loop: name }
      symlinkSync(targets[kind as keyof typeof targets], path)
    }
  } catch {
    // The name is taken, or a file lies where a folder is wanted.
  }
}

/** Everything in a tree that is no folder. Links are not followed. */
function listEntries(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? listEntries(path) : [path]
  })
}

t.test('in the oddest tree each file has one row, its own or that of a folder', async (t) => {
  const odd = fc.record({
    folders: fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }),
    name: fc.constantFrom(...NAMES),
    kind: fc.constantFrom(...KINDS),
  })
  const check = async (tree: readonly Odd[]) => {
    const root = mkdtempSync(join(tmpdir(), 'anon-bids-odd-'))
    try {
      writeFileSync(
        join(root, 'dataset_description.json'),
        '{"Name": "Odd", "BIDSVersion": "1.10.0"}',
      )
      for (const one of tree) put(root, one)
      const { plan } = await planFolder(root)
      const lines = formatAccount(accountFor(plan, KEY, new Map()))
        .trimEnd()
        .split('\n')
        .slice(1)
      assert.equal(lines.length, plan.files.length)
      assert.ok(lines.every((line) => line.split('\t').length === 4))
      const inputs = lines.map((line) => line.split('\t')[0])
      assert.equal(new Set(inputs).size, inputs.length, 'no path twice')
      for (const entry of listEntries(root)) {
        const rows = plan.files.filter(({ input }) =>
          input.path.endsWith('/')
            ? entry.startsWith(`${input.absolute}/`)
            : entry === input.absolute,
        )
        assert.equal(rows.length, 1, 'one row for each file')
      }
    } finally {
      rmSync(root, { recursive: true })
    }
  }
  await fc.assert(fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 12 }), check), {
    numRuns: 60,
  })
  t.pass()
})
