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

const CIFTI = `<?xml version="1.0" encoding="UTF-8"?>
<CIFTI Version="2"><Matrix>
  <MetaData>
    <MD><Name>WorkingDirectory</Name><Value>/home/jane/study</Value></MD>
    <MD><Name>RepetitionTime</Name><Value>0.72</Value></MD>
    <MD><Name>EchoTime</Name><Value>Jane Doe</Value></MD>
  </MetaData>
  <!-- by Jane -->
  <MatrixIndicesMap AppliesToMatrixDimension="0" IndicesMapToDataType="CIFTI_INDEX_TYPE_LABELS">
    <NamedMap><MapName>Jane Kowalski</MapName><LabelTable>
      <Label Key="0" Red="0" Green="0" Blue="0" Alpha="0">???</Label>
      <Label Key="1" Red="1" Green="0" Blue="0.5" Alpha="1">Left Cortex</Label>
      <Label Key="2" Red="1" Green="0" Blue="0.5" Alpha="1">of Jane &amp; Kowalski</Label>
    </LabelTable></NamedMap>
  </MatrixIndicesMap>
  <MatrixIndicesMap AppliesToMatrixDimension="1" IndicesMapToDataType="CIFTI_INDEX_TYPE_BRAIN_MODELS">
    <Volume VolumeDimensions="91,109,91"><TransformationMatrixVoxelIndicesIJKtoXYZ MeterExponent="-3">-2 0 0 90
      0 2 0 -126 0 0 2 -72 0 0 0 1</TransformationMatrixVoxelIndicesIJKtoXYZ></Volume>
    <BrainModel IndexOffset="0" IndexCount="3" ModelType="CIFTI_MODEL_TYPE_SURFACE"
      BrainStructure="CIFTI_STRUCTURE_CORTEX_LEFT" SurfaceNumberOfVertices="32492">
      <VertexIndices>0 1 2</VertexIndices></BrainModel>
  </MatrixIndicesMap>
</Matrix></CIFTI>`

async function cleanCifti(t: Test, xml: string | undefined, code = 32) {
  const path = 'sub-01/func/sub-01_task-x_bold.dtseries.nii'
  const extensions = xml === undefined ? [] : [{ code, data: xml }]
  const numbers = { intent_code: 3007 }
  const file = buildNifti({ version: 2, shape: [1, 1, 1, 1, 2, 3], numbers, extensions })
  const { plan, context } = await planAndContext(
    t.testdir(makeDataset({ [path]: Buffer.from(file) })),
  )
  const planned = plan.files.find(({ input }) => input.path === path)
  if (!planned) throw new Error('not in the plan')
  t.equal(planned.treatment, 'carry-image')
  const cleaned = await cleanExtensions(planned, context)
  return { text: Buffer.from(cleaned?.bytes ?? []).toString('utf8'), ...cleaned }
}

t.test('of the XML header of CIFTI stays what says which value belongs where', async (t) => {
  const { text, findings } = await cleanCifti(t, CIFTI)
  for (const kept of [
    'Version="2"',
    'BrainStructure="CIFTI_STRUCTURE_CORTEX_LEFT" SurfaceNumberOfVertices="32492"',
    '<VertexIndices>0 1 2</VertexIndices>',
    'VolumeDimensions="91,109,91"',
    '<Label Key="0" Red="0" Green="0" Blue="0" Alpha="0">???</Label>',
    '>Left Cortex</Label>',
    '>label_3</Label>',
    '<MapName>map_1</MapName>',
    '<MD><Name>RepetitionTime</Name><Value>0.72</Value></MD>',
  ]) {
    t.ok(text.includes(kept), kept)
  }
  t.notMatch(text, /jane|kowalski|home|EchoTime/i)
  t.notMatch(JSON.stringify(findings), /jane|kowalski|home/i)
  t.equal(findings?.length, 2)
  const again = await cleanCifti(t, text.slice(text.indexOf('<'), text.lastIndexOf('>') + 1))
  t.equal(again.text.slice(8), text.slice(8), 'cleaned again it stays as it is')
})

t.test('a CIFTI header in which something is not understood is refused', async (t) => {
  const spoil = (from: string, to: string) =>
    t.rejects(cleanCifti(t, CIFTI.replace(from, to)), FileError, to)
  await spoil('<MetaData>', '<Provenance>x</Provenance><MetaData>')
  await spoil('Version="2"', 'Version="2" UserName="jane"')
  await spoil('CORTEX_LEFT', 'OF_JANE')
  await spoil('0 1 2', '0 1 2 Jane')
  await spoil('0 1 2', '0 1 20190412')
  await spoil('<VertexIndices>', 'Jane<VertexIndices>')
  await spoil('<CIFTI', '<!DOCTYPE x [<!ENTITY y "Jane">]><CIFTI')
  await spoil('</CIFTI>', '')
  await t.rejects(cleanCifti(t, undefined), FileError)
  await t.rejects(cleanCifti(t, CIFTI, 6), FileError)
})
