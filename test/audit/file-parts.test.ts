import t from 'tap'
import { bareName, mannerOf } from '../../src/audit/file-parts.js'

t.test('where people give credit is known by the name of a file', async (t) => {
  for (const path of ['README.md', 'CHANGES', 'code/x.bin', 'analysis.py', 'docs/refs.bib']) {
    t.equal(mannerOf(path).isCredits, true, path)
  }
  for (const path of ['participants.tsv', 'sub-01/anat/sub-01_T1w.json', 'docs/letter.txt']) {
    t.equal(mannerOf(path).isCredits, false, path)
  }
  t.equal(mannerOf('derivatives/x/dataset_description.json').holdsCredits, true)
})

t.test('what is in a gzip file has a name of its own', async (t) => {
  t.equal(bareName('a/x.nii.gz'), 'a/x.nii')
  t.equal(bareName('a/x.mgz'), 'a/x.mgh')
  t.equal(bareName('a/x.tgz'), 'a/x.tar')
  t.equal(bareName('a/x.tsv'), 'a/x.tsv')
})
