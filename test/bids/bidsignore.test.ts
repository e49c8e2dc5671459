import t from 'tap'
import { readIgnore } from '../../src/bids/bidsignore.js'

const cases: readonly (readonly [pattern: string, path: string, ignored: boolean])[] = [
  ['*_bold.nii', 'sub-01/func/sub-01_task-x_bold.nii', true],
  ['*_bold.nii', 'sub-01/func/sub-01_task-x_bold.nii.gz', false],
  ['/notes', 'notes/a.txt', true],
  ['/notes', 'sub-01/notes', false],
  ['sub-01/', 'sub-01/anat/sub-01_T1w.nii', true],
  ['sub-01/', 'sub-01', false],
  ['**/extra', 'sub-01/extra/file', true],
  ['sub-*/anat/**', 'sub-02/anat/x', true],
  ['sub-*/**/*.txt', 'sub-02/x.txt', true],
  ['sub-*/**/*.txt', 'sub-02/anat/a/x.txt', true],
  ['sub-*/*.txt', 'sub-02/anat/x.txt', false],
  ['file?.[ab]', 'file1.b', true],
  ['file?.[!ab]', 'file1.b', false],
  ['file[z-a]', 'filez', false],
  ['# a comment', '# a comment', false],
  ['a+b', 'a+b', true],
]
for (const [pattern, path, ignored] of cases) {
  t.test(`"${pattern}" ${ignored ? 'ignores' : 'leaves'} ${path}`, async (t) =>
    t.equal(readIgnore(pattern)(path), ignored),
  )
}

t.test('a later line takes back what an earlier one ignored', async (t) => {
  const isIgnored = readIgnore('*.txt\n!keep.txt\n')
  t.equal(isIgnored('a.txt'), true)
  t.equal(isIgnored('keep.txt'), false)
})
