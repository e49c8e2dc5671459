import t from 'tap'
import { makeOriginals } from '../../src/audit/originals.js'
import { auditOutput } from '../../src/audit/output.js'
import { gzip } from '../../src/formats/gzip.js'
import { cleanNiftiParts, readNifti } from '../../src/formats/nifti/image.js'
import { buildNifti } from '../helpers/nifti.js'

const clean = Buffer.from(gzip(cleanNiftiParts(readNifti(buildNifti()))))
const T1W = 'sub-k3v9/anat/sub-k3v9_T1w.nii.gz'
const originals = makeOriginals(['amelie'], [{ name: 'PatientName', value: 'Invented^Amelie' }])
const leftOut = ['.anon-bids/', 'derivatives/anon-bids/']
const request = (expected: readonly string[]) => ({
  ...{ expected: new Set(expected), originals, ageCap: 89, k: 2, leftOut },
  originalsInCredits: originals,
})

t.test('a clean tree gives no finding', async (t) => {
  const root = t.testdir({
    '.anon-bids': { key: 'secret', 'mapping.tsv': 'sub-amelie' },
    derivatives: { 'anon-bids': { 'leak-report.json': '{}' } },
    'participants.tsv': 'participant_id\tage\nsub-k3v9\t40\nsub-m2\t40\n',
    'sub-k3v9': { anat: { 'sub-k3v9_T1w.nii.gz': clean } },
  })
  const audit = await auditOutput(root, request(['participants.tsv', T1W]))
  t.same(audit, {
    histories: [],
    files: ['participants.tsv', T1W],
    participants: 1,
    findings: [],
    smallGroups: { columns: ['age'], k: 2, participantsBelow: 0, groupSizes: new Map([[2, 1]]) },
  })
})

t.test('everything that is off is found, each where it is', async (t) => {
  const root = t.testdir({
    README: 'first line\nwith Amelie in it\n',
    'participants.tsv': 'participant_id\tage\nsub-k3v9\t93\n',
    'scans.tsv.gz': Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, 97, 0]),
    'sub-k3v9': {
      anat: {
        'sub-k3v9_T1w.nii.gz': Buffer.from(gzip([buildNifti({ texts: { descrip: 'x' } })])),
        'sub-amelie_T2w.json': '{}',
        'link.json': t.fixture('symlink', '../../README'),
      },
    },
    derivatives: { other: { 'x.txt': '' } },
  })
  const expected = ['README', 'participants.tsv', T1W, 'gone.json', 'scans.tsv.gz']
  const { findings } = await auditOutput(root, request(expected))
  t.same(findings.map(({ rule, file, where }) => `${rule} ${file} ${where}`.trim()).sort(), [
    'AGE_ABOVE_CAP participants.tsv column age, row 1',
    'CONTENT_MISSING derivatives/other/x.txt',
    'CONTENT_MISSING gone.json',
    'FILE_KIND_UNKNOWN derivatives/other/x.txt',
    'FILE_KIND_UNKNOWN scans.tsv.gz',
    'FILE_KIND_UNKNOWN sub-k3v9/anat/***_T2w.json',
    'FILE_KIND_UNKNOWN sub-k3v9/anat/link.json',
    'GZIP_HEADER scans.tsv.gz gzip name',
    'LINK_LEAVES_DATASET sub-k3v9/anat/link.json link',
    `NIFTI_TEXT ${T1W} header descrip`,
    'ORIGINAL_ID_IN_CONTENT README line 2',
    'ORIGINAL_ID_IN_NAME sub-k3v9/anat/***_T2w.json name',
    'SMALL_GROUP participants.tsv columns age',
  ])
})
