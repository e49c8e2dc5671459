import t from 'tap'
import { cleanDescription } from '../../src/deidentify/description.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'

const policy = await loadPolicy()
const { vocabulary, commonWords, names } = policy
const originals = collectOriginals(['ABCD12'])
const context = { vocabulary, commonWords, names, originals, mapReference: () => undefined }
const clean = (value: Parameters<typeof cleanDescription>[0]) =>
  cleanDescription(value, policy, context, '1.2.3', 'dataset_description.json')

t.test('credits stay, what made the dataset is named, and local paths go', async (t) => {
  const { value, findings } = clean({
    Name: 'A study of memory',
    BIDSVersion: '1.9.0',
    DatasetType: 'raw',
    License: 'CC0',
    Authors: ['Jane Roe', 'Dr. John Doe', 'Ann <ann@example.org>'],
    Acknowledgements: 'We thank Dr. Max Mustermann.',
    Funding: ['NSF OCI-1131441', 'R01 MH123456'],
    ReferencesAndLinks: ['https://doi.org/10.1000/12345678'],
    DatasetDOI: 'doi:10.18112/openneuro.ds000001.v1.0.0',
    SourceDatasets: [
      { URL: 'file:///home/jane/raw' },
      { DOI: '10.1000/abc', URL: 'https://example.org/data', Version: '1.0' },
      { URL: 'https://user:word@example.org/' },
    ],
    GeneratedBy: [
      { Name: 'dcm2niix', Version: 'v1.0', Container: { URI: '/home/jane/x.sif' } },
      { Name: 'Janes script' },
    ],
    DatasetLinks: { raw: 'file:///home/jane' },
    ContactOfJane: 'x',
  })
  t.strictSame(value, {
    Name: 'A study of memory',
    BIDSVersion: '1.9.0',
    DatasetType: 'raw',
    License: 'CC0',
    Authors: ['Jane Roe', 'Dr. John Doe', 'Ann'],
    Acknowledgements: 'We thank Dr. Max Mustermann.',
    Funding: ['NSF OCI-1131441', 'R01 MH123456'],
    ReferencesAndLinks: ['https://doi.org/10.1000/12345678'],
    DatasetDOI: 'doi:10.18112/openneuro.ds000001.v1.0.0',
    SourceDatasets: [{ DOI: '10.1000/abc', URL: 'https://example.org/data', Version: '1.0' }],
    GeneratedBy: [
      { Name: 'anon-bids', Version: '1.2.3' },
      { Name: 'dcm2niix', Version: 'v1.0' },
    ],
  })
  t.strictSame(
    findings.map(({ where }) => where),
    ['Authors', 'SourceDatasets', 'DatasetLinks', 'key 13'],
  )
  t.notMatch(JSON.stringify(findings), /jane|example/i)
})

t.test('a name that holds an original is replaced', async (t) => {
  t.match(clean({ Name: 'Scans of ABCD12', BIDSVersion: 'x' }).value, {
    Name: 'De-identified dataset',
    BIDSVersion: '1.10.0',
  })
})

t.test('a derivative stays one, and anything else is a raw dataset', async (t) => {
  t.equal(clean({ DatasetType: 'derivative' }).value.DatasetType, 'derivative')
  t.equal(clean({ DatasetType: 'study' }).value.DatasetType, 'raw')
  t.equal(clean({ DatasetType: 'Jane' }).value.DatasetType, 'raw')
  t.equal(clean(undefined).value.DatasetType, 'raw')
})

t.test('versions of HED stay in every form that BIDS knows', async (t) => {
  for (const HEDVersion of ['8.2.0', ['8.3.0', 'sc:score_1.0.0', 'ts:testlib_1.0.2']]) {
    t.strictSame(clean({ HEDVersion }).value.HEDVersion, HEDVersion)
  }
  t.equal(clean({ HEDVersion: 'by Jane' }).value.HEDVersion, undefined)
})

t.test('of programs that made the input name, version and public places stay', async (t) => {
  const { value } = clean({
    GeneratedBy: [
      {
        Name: 'fmriprep',
        Version: '23.1.0',
        Description: 'run by Jane',
        CodeURL: 'https://github.com/nipreps/fmriprep',
        Container: { Type: 'docker', Tag: 'nipreps/fmriprep:23.1.0', URI: 'file:///home/jane/x' },
      },
      { Name: 'anon-bids', Version: '0.0.1' },
    ],
  })
  t.strictSame(value.GeneratedBy, [
    { Name: 'anon-bids', Version: '1.2.3' },
    {
      Name: 'fmriprep',
      Version: '23.1.0',
      CodeURL: 'https://github.com/nipreps/fmriprep',
      Container: { Type: 'docker', Tag: 'nipreps/fmriprep:23.1.0' },
    },
  ])
})

t.test('a name or keyword that tells who somebody is goes', async (t) => {
  const { value } = clean({
    Name: 'Brain of patient Quimby',
    Keywords: ['resting state', 'patient Quimby', 'Parkinson'],
  })
  t.equal(value.Name, 'De-identified dataset')
  t.strictSame(value.Keywords, ['resting state', 'Parkinson'])
})
