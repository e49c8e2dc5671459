import type { Look } from './look.js'
import { readDicom } from './readers/dicom.js'
import { readEdf } from './readers/edf.js'
import { readFif } from './readers/fif.js'
import { readJpeg } from './readers/jpeg.js'
import { readJson, readJsonLines } from './readers/json.js'
import { readLines, readSettings } from './readers/lines.js'
import { readMarkup } from './readers/markup.js'
import { readMatlab } from './readers/matlab.js'
import { readMgh } from './readers/mgh.js'
import { readHdf5, readSqlite } from './readers/named-strings.js'
import { readNifti } from './readers/nifti.js'
import { readPdf } from './readers/pdf.js'
import { readPng } from './readers/png.js'
import { readStrings } from './readers/strings.js'
import { readTable } from './readers/table.js'
import { readTar } from './readers/tar.js'
import { readTiff } from './readers/tiff.js'
import { readZip } from './readers/zip.js'

/** How far a kind of file is looked into. */
export type Depth =
  /** Its format is read. */
  | 'read'
  /** Only what is printable in it, which leaves out what is compressed or drawn. */
  | 'printable'
  /** It holds numbers alone, among which the originals are searched. */
  | 'numbers'
  /** Packed or encrypted in a way that is not undone. */
  | 'closed'

/** One row of the table of kinds. */
export interface Kind {
  readonly name: string
  readonly depth: Depth
  /** Names of files, in lower case and without `.gz`. */
  readonly files: RegExp
  /** How the content begins, where that tells more than the name. */
  readonly magic?: RegExp
  readonly read?: (bytes: Uint8Array, look: Look) => void
  /** The reader needs the start of the file alone. */
  readonly isHead?: true
  readonly isText?: true
  /** A picture or film, in which a person or writing may be seen. */
  readonly isPicture?: true
  /** Findings inside are those of an archive. */
  readonly isArchive?: true
}

const text = { depth: 'read', isText: true } as const
const ending = (...endings: string[]) => new RegExp(`\\.(?:${endings.join('|')})$`)

/**
 * Every kind of file that the auditor knows. Rows with a magic number are tried first, in this order, then names. A
 * text of a kind that is not here is read as lines; any other file is FILE_KIND_UNKNOWN.
 */
export const KINDS: readonly Kind[] = [
  {
    name: 'ZIP archive',
    depth: 'read',
    files: ending('zip', 'npz', 'jar', 'whl', 'trx', 'egg'),
    magic: /^PK\x03\x04|^PK\x05\x06/,
    read: readZip,
    isArchive: true,
  },
  {
    name: 'office document',
    depth: 'read',
    files: ending('xlsx', 'docx', 'pptx', 'xlsm', 'odt', 'ods', 'odp'),
    read: readZip,
  },
  {
    name: 'tar archive',
    depth: 'read',
    files: ending('tar', 'tgz'),
    magic: /^[\s\S]{257}ustar/,
    read: readTar,
    isArchive: true,
  },
  {
    name: 'gzip in gzip',
    depth: 'read',
    files: /(?!)/,
    magic: /^\x1f\x8b\x08/,
    read: (bytes, look) => look.nested('gzip inside', '', bytes),
  },
  { name: 'PDF', depth: 'read', files: ending('pdf'), magic: /^%PDF-/, read: readPdf },
  { name: 'PNG', depth: 'read', files: ending('png', 'apng'), magic: /^\x89PNG/, read: readPng },
  {
    name: 'DICOM',
    depth: 'read',
    files: ending('dcm', 'ima', 'dicom'),
    magic: /^[\s\S]{128}DICM/,
    read: readDicom,
  },
  {
    name: 'FIF',
    depth: 'read',
    files: ending('fif'),
    magic: /^\0\0\0\x64\0\0\0\x1f\0\0\0\x14/,
    read: readFif,
  },
  {
    name: 'EDF or BDF',
    depth: 'read',
    files: ending('edf', 'bdf'),
    magic: /^(?:0 {7}|\xffBIOSEMI)/,
    read: readEdf,
    isHead: true,
  },
  {
    name: 'SQLite',
    depth: 'printable',
    files: ending('sqlite3?', 'db'),
    magic: /^SQLite format 3\0/,
    read: readSqlite,
  },
  {
    name: 'HDF5 (NWB, SNIRF, MATLAB 7.3)',
    depth: 'printable',
    files: ending('h5', 'hdf5?', 'nwb', 'snirf', 'mnc'),
    magic: /^(?:[\s\S]{512})?\x89HDF/,
    read: readHdf5,
  },
  {
    name: 'MATLAB',
    depth: 'read',
    files: ending('mat', 'set'),
    magic: /^MATLAB 5\.0 MAT-file/,
    read: readMatlab,
  },
  {
    name: 'NIfTI',
    depth: 'read',
    files: ending('nii'),
    magic: /^[\s\S]{344}(?:n\+1|ni1)\0|^[\s\S]{4}n[+i]2\0/,
    read: readNifti,
    isHead: true,
  },
  { name: 'MGH', depth: 'read', files: ending('mgh', 'mgz'), read: readMgh },
  {
    name: 'JPEG',
    depth: 'printable',
    files: ending('jpe?g', 'jfif'),
    magic: /^\xff\xd8\xff/,
    read: readJpeg,
    isPicture: true,
  },
  {
    name: 'TIFF',
    depth: 'printable',
    files: ending('tiff?', 'svs', 'btf'),
    magic: /^(?:II[*+]\0|MM\0[*+])/,
    read: readTiff,
    isPicture: true,
  },
  {
    name: 'other pictures and films',
    depth: 'printable',
    files: ending(
      'gif',
      'bmp',
      'webp',
      'mp4',
      'avi',
      'mov',
      'mkv',
      'webm',
      'mpg',
      'heic',
      'czi',
      'ome',
    ),
    magic: /^(?:GIF8|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp)/,
    read: readStrings,
    isPicture: true,
  },
  {
    name: 'sound',
    depth: 'printable',
    files: ending('wav', 'mp3', 'ogg', 'flac', 'm4a', 'aiff?'),
    magic: /^(?:RIFF[\s\S]{4}WAVE|ID3|OggS|fLaC)/,
    read: readStrings,
    isPicture: true,
  },
  {
    name: 'packed with bzip2, xz, zstd, 7z, rar or lz4',
    depth: 'closed',
    files: ending('bz2', 'xz', 'zst', '7z', 'rar', 'lz4', 'tbz2?', 'txz', 'pklz'),
    magic: /^(?:BZh\d1AY|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!|\x04\x22\x4d\x18)/,
  },
  {
    name: 'old office document',
    depth: 'printable',
    files: ending('xls', 'doc', 'ppt', 'sav', 'por', 'sas7bdat', 'dta'),
    magic: /^\xd0\xcf\x11\xe0/,
    read: readStrings,
  },
  { name: 'JSON and notebooks', ...text, files: /\.(?:json|ipynb|geojson)$/, read: readJson },
  {
    name: 'JSON, one value a line',
    ...text,
    files: ending('jsonl', 'ndjson'),
    read: readJsonLines,
  },
  { name: 'table', ...text, files: ending('tsv', 'csv', 'tab'), read: readTable },
  {
    name: 'XML, HTML, SVG, GIFTI',
    ...text,
    files: ending(
      'xml',
      'html?',
      'xhtml',
      'svg',
      'gii',
      'rss',
      'cml',
      'hed',
      'mrkup',
      'xdf\\.xml',
    ),
    read: readMarkup,
  },
  {
    name: 'BrainVision header and markers, settings',
    ...text,
    files:
      /\.(?:vhdr|vmrk|ini|cfg|conf|toml|ya?ml|env|properties|cff|log|out|err|txt|hdr\.txt|stats|json\.bak|nfo|par|sidecar|params|config|cnt|seg|mrk|elp|hsp|sfp|elc|pos|eve|lta|label|xfm|ctab|dat|lock|bak|old|orig)$|(?:^|\/)\.?(?:env|netrc|npmrc|pypirc|gitconfig|gitmodules|bidsignore|gitattributes|gitignore)$|^config$/,
    read: readSettings,
  },
  {
    name: 'prose',
    ...text,
    files:
      /\.(?:md|rst|tex|bib|rtf|adoc)$|(?:^|\/)(?:readme|changes|license|licence|authors|contributors|citation|copying|notice|changelog)(?:\.\w+)?$/,
    read: readSettings,
  },
  {
    name: 'programs',
    ...text,
    files: ending(
      'py',
      'm',
      'r',
      'rmd',
      'sh',
      'bash',
      'csh',
      'zsh',
      'js',
      'mjs',
      'ts',
      'css',
      'c',
      'h',
      'cpp',
      'hpp',
      'java',
      'jl',
      'pl',
      'rb',
      'bat',
      'ps1',
      'sql',
      'psyexp',
      'psydat\\.txt',
      'ebs2?',
      'es2?',
      'sce',
      'pcl',
      'tcl',
      'go',
      'rs',
      'do',
      'sps',
      'sas',
    ),
    read: readLines,
  },
  {
    name: 'gradients',
    ...text,
    files: ending('bval', 'bvec', 'bvals', 'bvecs', 'mat\\.txt'),
    read: readLines,
  },
  {
    name: 'raw recordings',
    depth: 'numbers',
    files: ending('eeg', 'fdt', 'img', 'npy', 'bin', 'raw', 'meg4', 'hist\\.bin'),
  },
  { name: 'ANALYZE or NIfTI header', depth: 'printable', files: ending('hdr'), read: readStrings },
  {
    name: 'recordings and surfaces without a reader',
    depth: 'printable',
    files:
      /\.(?:con|sqd|kdf|chn|trg|ave|mrk|res4|hc|acq|infods|ds|pcd|nedf|mefd|tdat|tidx|tmet|segd|rec|trk|tck|mif|nrrd|nhdr|pkl|pickle|rdata|rds|feather|parquet|annot|white|pial|inflated|sphere|curv|thickness|sulc|area|volume|m3z|gca|gcs|mgh|vtk|vtp|stl|obj|ply|dcm2|bids|xdf|trc|eeg2|lay|cnt|vpd|smi|asc|edf2|mrb|mnc|class|so|dll|exe|pyc)$|(?:^|\/)(?:c,rf[^/]*|hs_file|e,rf[^/]*|\.ds_store)$/,
    read: readStrings,
  },
]
