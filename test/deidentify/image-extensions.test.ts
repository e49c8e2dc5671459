import { join } from 'node:path'
import t, { type Test } from 'tap'
import { cleanExtensions } from '../../src/deidentify/image-extensions.js'
import { readExtensions } from '../../src/formats/nifti/extensions.js'
import { parseHeader } from '../../src/formats/nifti/header.js'
import { FileError } from '../../src/rules.js'
import { makeDataset, planAndContext } from '../helpers/dataset.js'
import { buildNifti } from '../helpers/nifti.js'

const HEADER = {
  SpectrometerFrequency: [297.2],
  ResonantNucleus: ['1H'],
  EchoTime: 0.011,
  dim_5: 'DIM_DYN',
  dim_5_header: {
    EchoTime: { start: 0.01, increment: 0.002 },
    RepetitionTime: [2, 2.5],
    PatientName: ['DOE^JANE'],
  },
  dim_6: 'DOE^JANE',
  dim_6_header: { Comment: ['Jane'] },
  EditPulse: { ON: { PulseOffset: 1.9, PulseDuration: 0.014 } },
  EditCondition: ['ON'],
  PatientName: 'DOE^JANE',
  PatientID: 'MRN-0012345',
  PatientDoB: '19510502',
  OriginalFile: ['doe_jane.dat'],
  ConversionTime: '2020-01-31T10:11:12',
  ProcessingApplied: [{ Program: 'x', Details: 'by Jane Doe' }],
  DeviceSerialNumber: '41234',
}

async function clean(t: Test, content: string | undefined, path = 'mrs/sub-01_svs.nii') {
  const extensions = content === undefined ? [] : [{ code: 44, data: content }]
  const file = buildNifti({ version: 2, extensions: [{ code: 6, data: 'Jane' }, ...extensions] })
  const root = t.testdir(makeDataset({ [`sub-01/${path}`]: Buffer.from(file) }))
  const { plan, context } = await planAndContext(root)
  const planned = plan.files.find(({ input }) => input.path === `sub-01/${path}`)
  if (!planned) throw new Error(`not in the plan: ${join(root, path)}`)
  t.equal(planned.treatment, 'carry-image')
  return cleanExtensions(planned, context)
}

t.test('the JSON header of spectroscopy keeps what the policy knows', async (t) => {
  const cleaned = await clean(t, JSON.stringify(HEADER))
  if (!cleaned) throw new Error('no extension was kept')
  const file = Buffer.concat([buildNifti({ version: 2 }).subarray(0, 540), Buffer.alloc(4, 1)])
  const all = Buffer.concat([file, cleaned.bytes])
  const header = { ...parseHeader(all), voxelOffset: all.length }
  const [extension] = readExtensions(all, header)
  const text = Buffer.from(extension.content).toString('utf8').replace(/\0+$/, '')
  t.strictSame(JSON.parse(text), {
    SpectrometerFrequency: [297.2],
    ResonantNucleus: ['1H'],
    EchoTime: 0.011,
    dim_5: 'DIM_DYN',
    EditPulse: { ON: { PulseOffset: 1.9, PulseDuration: 0.014 } },
    EditCondition: ['ON'],
    DeviceSerialNumber: 'dev-f3dijm5l',
    dim_5_header: { EchoTime: { start: 0.01, increment: 0.002 }, RepetitionTime: [2, 2.5] },
  })
  t.notMatch(JSON.stringify(cleaned.findings), /jane|doe\b|0012345/i)
  t.ok(cleaned.findings.some(({ where }) => where === 'extension 1 PatientName'))
})

t.test('without that header, or with a broken one, the file is withheld', async (t) => {
  await t.rejects(clean(t, undefined), FileError)
  await t.rejects(clean(t, '{"EchoTime": '), FileError)
  await t.rejects(clean(t, '[1, 2]'), FileError)
})

t.test('other images keep no extension', async (t) => {
  t.equal(await clean(t, '{}', 'func/sub-01_task-x_bold.nii'), undefined)
})
