import { ending, type Kind } from './kind.js'
import { readDicom } from './readers/dicom.js'
import { readEdf } from './readers/edf.js'
import { readFif } from './readers/fif.js'
import { readJpeg } from './readers/jpeg.js'
import { readMatlab } from './readers/matlab.js'
import { readMgh } from './readers/mgh.js'
import { readHdf5, readSqlite } from './readers/named-strings.js'
import { readNifti } from './readers/nifti.js'
import { readPdf } from './readers/pdf.js'
import { readPng } from './readers/png.js'
import { readStrings } from './readers/strings.js'
import { readTar } from './readers/tar.js'
import { readTiff } from './readers/tiff.js'
import { readZip } from './readers/zip.js'

/** Kinds that are told by how they begin, the more special ones first. */
export const KINDS_BY_START: readonly Kind[] = [
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
]

/** Kinds of numbers and of what has no reader, told by their names alone. */
export const KINDS_BY_NAME: readonly Kind[] = [
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
