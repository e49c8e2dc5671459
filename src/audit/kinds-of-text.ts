import { ending, type Kind } from './kind.js'
import { readJson, readJsonLines } from './readers/json.js'
import { readLines } from './readers/lines.js'
import { readMarkup } from './readers/markup.js'
import { readProgram, readSettings } from './readers/settings.js'
import { readTable } from './readers/table.js'

const text = { depth: 'read', isText: true } as const

/** Texts, by their names. */
export const KINDS_OF_TEXT: readonly Kind[] = [
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
      /\.(?:vhdr|vmrk|ini|cfg|conf|toml|ya?ml|env|properties|cff|log|out|err|txt|hdr\.txt|stats|json\.bak|nfo|lay|hea|nhdr|head|slurm|pbs|par|sidecar|params|config|cnt|seg|textgrid|mrk|elp|hsp|sfp|elc|pos|eve|lta|label|xfm|ctab|dat|lock|bak|old|orig)$|(?:^|\/)\.?(?:env|netrc|npmrc|pypirc|gitconfig|gitmodules|bidsignore|gitattributes|gitignore)$|^config$/,
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
    read: readProgram,
  },
  {
    name: 'gradients',
    ...text,
    files: ending('bval', 'bvec', 'bvals', 'bvecs', 'mat\\.txt'),
    read: readLines,
  },
]
