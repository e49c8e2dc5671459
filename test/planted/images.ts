import { crc32, deflateRawSync } from 'node:zlib'
import { buildNifti, type NiftiOptions } from '../helpers/nifti.js'
import type { Kind, Planter } from './secrets.js'

/** Codes of extensions and the kind of text that programs keep in them. */
const EXTENSIONS: readonly (readonly [code: number, write: (at: Plant) => string])[] = [
  [0, (at) => JSON.stringify({ const: { PatientName: at('plain name', 'extension 0') } })],
  [2, (at) => `\u0010\u0000PN${at('plain name', 'extension 2')}`],
  [
    4,
    (at) =>
      `<AFNI_atr atr_name="HISTORY_NOTE">[${at('login', 'extension 4')}@${at('host', 'extension 4')}: ${at('date, words', 'extension 4')}]</AFNI_atr>`,
  ],
  [6, (at) => `scanned by ${at('plain name', 'extension 6')}`],
  [14, (at) => `>\u0000\u0000\u0001${at('path', 'extension 14')}`],
  [16, (at) => `(S'${at('email', 'extension 16')}'`],
  [
    32,
    (at) =>
      `<CIFTI Version="2"><Matrix><MetaData><MD><Name>WorkingDirectory</Name><Value>${at('path', 'extension 32')}</Value></MD></MetaData></Matrix></CIFTI>`,
  ],
  [
    44,
    (at) =>
      JSON.stringify({
        SpectrometerFrequency: [123.2],
        ResonantNucleus: ['1H'],
        PatientName: at('plain name', 'extension 44'),
        PatientDoB: at('date, compact', 'extension 44'),
        OriginalFile: [at('path', 'extension 44')],
        ProcessingApplied: [{ Time: at('date and time', 'extension 44') }],
      }),
  ],
]

type Plant = (kind: Kind, where: string) => string

/** A header in which every place that can hold text holds a secret, with every extension, a gap and an end. */
export function plantHeader(planter: Planter, place: string, version: 1 | 2 = 1): NiftiOptions {
  const at: Plant = (kind, where) => planter.plant(kind, `${place}, ${where}`)
  return {
    version,
    texts: {
      descrip: `TE=2;\0${at('plain name', 'descrip behind its end')}`,
      aux_file: at('login', 'aux_file'),
      intent_name: at('login', 'intent_name'),
      ...(version === 1
        ? { db_name: at('record number', 'db_name'), data_type: at('serial', 'data_type') }
        : { unused_str: at('record number', 'unused_str') }),
    },
    extensions: EXTENSIONS.map(([code, write]) => ({ code, data: write(at) })),
    gap: at('plain name', 'between the last extension and the voxels'),
    trailing: at('plain name', 'behind the voxels'),
  }
}

/** The file as a program writes it that fills every field of the gzip header, in two members, with bytes behind. */
export function compressTellingly(planter: Planter, place: string, plain: Uint8Array): Uint8Array {
  const at = (kind: Kind, where: string) =>
    Buffer.from(planter.plant(kind, `${place}, ${where}`), 'latin1')
  const half = plain.length >> 1
  const member = (content: Uint8Array, n: number) => {
    const extra = at('plain name', `gzip FEXTRA of member ${n}`)
    const field = Buffer.concat([Buffer.from('Ap\0\0'), extra])
    field.writeUInt16LE(extra.length, 2)
    const lengthOfExtra = Buffer.alloc(2)
    lengthOfExtra.writeUInt16LE(field.length)
    const end = Buffer.alloc(8)
    end.writeUInt32LE(crc32(content))
    end.writeUInt32LE(content.length, 4)
    return Buffer.concat([
      Buffer.of(0x1f, 0x8b, 8, 4 + 8 + 16, 0x11, 0x22, 0x33, 0x5c, 0, 3),
      ...[lengthOfExtra, field],
      ...[at('plain name', `gzip FNAME of member ${n}`), Buffer.of(0)],
      ...[at('email', `gzip FCOMMENT of member ${n}`), Buffer.of(0)],
      ...[deflateRawSync(content), end],
    ])
  }
  return Buffer.concat([
    ...[member(plain.subarray(0, half), 1), member(plain.subarray(half), 2)],
    at('plain name', 'behind the gzip stream'),
  ])
}

/** A small functional run with secrets all over its header and around its compressed bytes. */
export function plantImage(
  planter: Planter,
  place: string,
  options: NiftiOptions = {},
): Uint8Array {
  const plain = buildNifti({
    shape: [8, 8, 4, 2],
    ...plantHeader(planter, place, options.version),
    ...options,
  })
  return compressTellingly(planter, place, plain)
}

/** A CIFTI file of one surface and one map, with secrets wherever programs write what they like. */
export function plantCifti(planter: Planter, place: string): Buffer {
  const at = (kind: Kind, where: string) => planter.plant(kind, `${place}, ${where}`)
  const entry = (name: string, kind: Kind) =>
    `<MD><Name>${name}</Name><Value>${at(kind, name)}</Value></MD>`
  const xml = `<?xml version="1.0"?><CIFTI Version="2"><Matrix><MetaData>
    ${entry('Provenance', 'path')}${entry('UserName', 'login')}${entry('EchoTime', 'given and family')}
    ${entry('Manufacturer', 'institution')}</MetaData><!-- ${at('given and family', 'a comment')} -->
    <MatrixIndicesMap AppliesToMatrixDimension="0" IndicesMapToDataType="CIFTI_INDEX_TYPE_LABELS"><NamedMap>
    <MapName>${at('given and family', 'the name of a map')}</MapName><LabelTable>
    <Label Key="1" Red="1" Green="0" Blue="0" Alpha="1">${at('email', 'a label')}</Label></LabelTable>
    </NamedMap></MatrixIndicesMap></Matrix></CIFTI>`
  return Buffer.from(
    buildNifti({
      ...{ version: 2, shape: [1, 1, 1, 1, 1, 3], numbers: { intent_code: 3007 } },
      extensions: [{ code: 32, data: xml }],
    }),
  )
}
