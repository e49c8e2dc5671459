/** What the value of an attribute, or the text of an element, has to be. */
export type CiftiValue = 'none' | 'numbers' | 'name' | readonly string[]

/** One element that a CIFTI-2 header may hold. */
export interface CiftiElement {
  readonly attributes: Readonly<Record<string, CiftiValue>>
  readonly children: readonly string[]
  readonly text: CiftiValue
}

/** Parts of the brain that the standard names, without `CIFTI_STRUCTURE_`. */
const BOTH_SIDES = [
  ...['ACCUMBENS', 'AMYGDALA', 'CAUDATE', 'CEREBELLAR_WHITE_MATTER', 'CEREBELLUM'],
  ...['CEREBRAL_WHITE_MATTER', 'CORTEX', 'DIENCEPHALON_VENTRAL', 'HIPPOCAMPUS', 'PALLIDUM'],
  ...['PUTAMEN', 'THALAMUS'],
]
const WHOLE = [
  ...['ALL_WHITE_MATTER', 'ALL_GREY_MATTER', 'BRAIN_STEM', 'CEREBELLUM', 'CORTEX', 'INVALID'],
  ...['OTHER', 'OTHER_GREY_MATTER', 'OTHER_WHITE_MATTER'],
]
const STRUCTURES = [
  ...WHOLE,
  ...BOTH_SIDES.flatMap((part) => [`${part}_LEFT`, `${part}_RIGHT`]),
].map((part) => `CIFTI_STRUCTURE_${part}`)

const MODELS = ['CIFTI_MODEL_TYPE_SURFACE', 'CIFTI_MODEL_TYPE_VOXELS']
const INDEX_TYPES = ['BRAIN_MODELS', 'PARCELS', 'SERIES', 'SCALARS', 'LABELS'].map(
  (type) => `CIFTI_INDEX_TYPE_${type}`,
)
const SERIES_UNITS = ['SECOND', 'HERTZ', 'METER', 'RADIAN']

/**
 * Every element of the standard, `MetaData` apart, which programs fill with what they like.
 * Source: CIFTI-2 main specification, 1 March 2014, chapters on the XML elements.
 */
export const CIFTI_ELEMENTS: Readonly<Record<string, CiftiElement>> = {
  CIFTI: { attributes: { Version: 'numbers' }, children: ['Matrix'], text: 'none' },
  Matrix: { attributes: {}, children: ['MetaData', 'MatrixIndicesMap'], text: 'none' },
  MatrixIndicesMap: {
    attributes: {
      AppliesToMatrixDimension: 'numbers',
      IndicesMapToDataType: INDEX_TYPES,
      NumberOfSeriesPoints: 'numbers',
      SeriesExponent: 'numbers',
      SeriesStart: 'numbers',
      SeriesStep: 'numbers',
      SeriesUnit: SERIES_UNITS,
    },
    children: ['Volume', 'Surface', 'BrainModel', 'NamedMap', 'Parcel'],
    text: 'none',
  },
  BrainModel: {
    attributes: {
      IndexOffset: 'numbers',
      IndexCount: 'numbers',
      ModelType: MODELS,
      BrainStructure: STRUCTURES,
      SurfaceNumberOfVertices: 'numbers',
    },
    children: ['VoxelIndicesIJK', 'VertexIndices'],
    text: 'none',
  },
  VoxelIndicesIJK: { attributes: {}, children: [], text: 'numbers' },
  VertexIndices: { attributes: {}, children: [], text: 'numbers' },
  Volume: {
    attributes: { VolumeDimensions: 'numbers' },
    children: ['TransformationMatrixVoxelIndicesIJKtoXYZ'],
    text: 'none',
  },
  TransformationMatrixVoxelIndicesIJKtoXYZ: {
    attributes: { MeterExponent: 'numbers' },
    children: [],
    text: 'numbers',
  },
  Surface: {
    attributes: { BrainStructure: STRUCTURES, SurfaceNumberOfVertices: 'numbers' },
    children: [],
    text: 'none',
  },
  NamedMap: { attributes: {}, children: ['MapName', 'MetaData', 'LabelTable'], text: 'none' },
  MapName: { attributes: {}, children: [], text: 'name' },
  LabelTable: { attributes: {}, children: ['Label'], text: 'none' },
  Label: {
    attributes: {
      Key: 'numbers',
      Red: 'numbers',
      Green: 'numbers',
      Blue: 'numbers',
      Alpha: 'numbers',
    },
    children: [],
    text: 'name',
  },
  Parcel: {
    attributes: { Name: 'name' },
    children: ['Vertices', 'VoxelIndicesIJK'],
    text: 'none',
  },
  Vertices: { attributes: { BrainStructure: STRUCTURES }, children: [], text: 'numbers' },
}
