import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import type { LeakReport } from '../../src/report/leak-report.js'
import { listFiles, makeFolders, makeImage, runCli } from '../helpers/cli.js'
import { buildZip } from '../helpers/file-kinds.js'
import { buildNifti } from '../helpers/nifti.js'

const QUICK = ['group', '--audit', '--skip-bids-validation']
const readReport = (out: string): LeakReport =>
  JSON.parse(readFileSync(join(out, 'leak-report.json'), 'utf8'))
const MEGABYTE = 2 ** 20
/** A member of gzip that unpacks to a thousand times its size; members may follow each other. */
const ZEROS = gzipSync(Buffer.alloc(8 * MEGABYTE))

/** Files that want to stop, fill or fool whoever looks into them, and the rule that each has to meet. */
const HOSTILE: Readonly<Record<string, [content: string | Uint8Array, rule: string]>> = {
  'sub-a/func/sub-a_task-bomb_bold.nii.gz': [
    Buffer.concat([gzipSync(buildNifti()), ...Array(10).fill(ZEROS)]),
    'FILE_KIND_UNKNOWN',
  ],
  'sub-a/func/sub-a_task-bomb_physio.tsv.gz': [
    Buffer.concat(Array(140).fill(ZEROS)),
    'FILE_KIND_UNKNOWN',
  ],
  'sub-a/func/sub-a_task-inner_physio.tsv.gz': [
    gzipSync(Buffer.concat(Array(40).fill(ZEROS))),
    'FILE_KIND_UNKNOWN',
  ],
  'phenotype/bomb.xlsx': [
    buildZip({ '[Content_Types].xml': '<a/>', 'xl/x.xml': Buffer.alloc(260 * MEGABYTE, ' ') }),
    'FILE_KIND_UNKNOWN',
  ],
  'sub-a/func/sub-a_task-deep_bold.json': ['[{"a":'.repeat(50_000), 'FILE_KIND_UNKNOWN'],
  'sub-a/func/sub-a_task-deepend_bold.json': [
    `${'['.repeat(40_000)}${']'.repeat(40_000)}`,
    'FILE_KIND_UNKNOWN',
  ],
  'sub-a/func/sub-a_task-line_events.tsv': [
    `onset\tnote\n1\t${'x '.repeat(4 * MEGABYTE)}jane@clinic.org`,
    'EMAIL_OR_PHONE',
  ],
  'sub-a/func/sub-a_task-wide_events.tsv': [
    `${'c\t'.repeat(60_000)}\n${'jane@clinic.org\t'.repeat(60_000)}\n`,
    'EMAIL_OR_PHONE',
  ],
  'sub-a/func/sub-a_task-cut_bold.nii.gz': [makeImage().subarray(0, 60), 'FILE_KIND_UNKNOWN'],
  'sub-a/func/sub-a_task-none_bold.nii.gz': ['no image', 'FILE_KIND_UNKNOWN'],
  'sub-a/func/sub-a_task-empty_bold.nii.gz': ['', 'CONTENT_MISSING'],
  'sub-a/func/sub-a_task-bytes_bold.json': [Buffer.alloc(4096, 0xff), 'FILE_KIND_UNKNOWN'],
  'phenotype/regex.txt': [`${'a'.repeat(MEGABYTE)}@${'a.'.repeat(MEGABYTE)} jane^`, ''],
  'phenotype/cut.pdf': ['%PDF-1.4\nstream\n/Encrypt 1', 'FILE_KIND_UNKNOWN'],
  'phenotype/cut.zip': ['PK\x03\x04nothing', 'FILE_KIND_UNKNOWN'],
  'phenotype/odd.qqq': [Buffer.from([0, 1, 2, 250]), 'FILE_KIND_UNKNOWN'],
}

t.test('broken and hostile files are a finding each, and the run comes to an end', async (t) => {
  const contents = Object.entries(HOSTILE).map(([path, [content]]) => [path, content] as const)
  const { data, out } = makeFolders(Object.fromEntries(contents))
  symlinkSync('round', join(data, 'sub-a/round'))
  symlinkSync('.', join(data, 'sub-a/inside'))
  symlinkSync('/etc', join(data, 'sub-a/outside'))
  symlinkSync('none.json', join(data, 'sub-a/dangling.json'))
  const { code, signal, stderr } = await runCli([data, out, ...QUICK])
  t.equal(signal, null)
  t.equal(code, 3, stderr)
  const { findings } = readReport(out)
  const found = new Set(findings.map(({ rule, file }) => `${rule} ${file}`))
  for (const [path, [, rule]] of Object.entries(HOSTILE)) {
    if (rule !== '') t.ok(found.has(`${rule} ${path}`), `${rule} ${path}`)
  }
  t.ok(found.has('LINK_LEAVES_DATASET sub-a/round'))
  t.ok(found.has('LINK_LEAVES_DATASET sub-a/outside'))
  t.ok(found.has('CONTENT_MISSING sub-a/dangling.json'))
  t.notMatch(stderr, /RangeError|TypeError|at .*\.js:\d/)
})

t.test('a FIFO is not waited for, and what may not be read is named', async (t) => {
  const { data, out } = makeFolders({
    'sub-a/func/sub-a_task-x_bold.json': {},
    'sub-a/closed/x.json': {},
    'sub-a/func/sub-a_task-closed_bold.json': {},
  })
  execFileSync('mkfifo', [join(data, 'sub-a/pipe.json')])
  chmodSync(join(data, 'sub-a/closed'), 0)
  chmodSync(join(data, 'sub-a/func/sub-a_task-closed_bold.json'), 0)
  t.teardown(() => chmodSync(join(data, 'sub-a/closed'), 0o700))
  const { code } = await runCli([data, out, ...QUICK])
  t.equal(code, 3)
  const named = readReport(out).findings.filter(({ rule }) => rule === 'FILE_KIND_UNKNOWN')
  const files = named.map(({ file }) => file)
  t.ok(files.includes('sub-a/pipe.json'))
  // the superuser may read everything
  if (process.getuid?.() !== 0) {
    t.ok(files.includes('sub-a/closed/'))
    t.ok(files.includes('sub-a/func/sub-a_task-closed_bold.json'))
  }
})

/** Control characters but for tab and line end, and the mark that turns the direction of writing. */
const ACTING = new Set(
  [...Array(32).keys(), 127, 0x202e]
    .filter((code) => code !== 9 && code !== 10)
    .map((code) => String.fromCodePoint(code)),
)

/** Names that a page, a terminal, a test report or a shell would act on. */
const NAMES = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)<',
  "'; rm -rf ~ #",
  '\u001b]0;owned\u0007\u001b[2J',
  'two\nlines\r\nERROR: all is well',
  '\u202egnp.exe',
  ']]>&amp;<![CDATA[',
  '\u0024{{7*7}} <%= 7*7 %>',
  '%2e%2e%2fetc',
  '::error::made up',
]

t.test('names that want to act are shown as names everywhere', async (t) => {
  const { data, out } = makeFolders({ 'sub-a/func/sub-a_task-x_bold.json': {} })
  for (const name of NAMES) {
    mkdirSync(join(data, 'phenotype', name), { recursive: true })
    writeFileSync(
      join(data, 'phenotype', name, `${name}.json`),
      `{${JSON.stringify(name)}: "jane@clinic.org"}`,
    )
    writeFileSync(
      join(data, 'phenotype', `${name}.tsv`),
      `participant_id\t${name.replace(/\s/g, ' ')}\nsub-a\tjane@clinic.org\n`,
    )
  }
  const { code, stdout, stderr } = await runCli([data, out, ...QUICK])
  t.equal(code, 3)
  const isPlain = (text: string) => !Array.from(text).some((sign) => ACTING.has(sign))
  t.ok(isPlain(stdout) && isPlain(stderr), 'nothing that a terminal would act on')
  t.notOk(/^::/m.test(stdout + stderr), 'no commands for a runner')
  t.notOk(/^ERROR: all is well/m.test(stdout + stderr), 'no lines of its own')
  for (const file of listFiles(out)) {
    if (/\.(?:png|js)$/.test(file)) continue
    const text = readFileSync(join(out, file), 'utf8')
    t.ok(isPlain(text), file)
    if (file.endsWith('.html')) t.notMatch(text, /<img src=x|<script>alert|<%=/, file)
  }
  const sarif = JSON.parse(readFileSync(join(out, 'leak-report.sarif'), 'utf8'))
  for (const { locations } of sarif.runs[0].results) {
    const { uri } = locations[0].physicalLocation.artifactLocation
    t.ok(/^[\w.~%!$&'()*+,;=:@/-]*$/.test(uri), uri)
  }
  const junit = readFileSync(join(out, 'leak-report.xml'), 'utf8')
  t.notMatch(junit, /<img|<script|<!\[CDATA\[/)
})
