import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { SCRIPT } from '../helpers/cli.js'

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}

const skip = has('bash') && has('git') && has('jq') ? false : 'bash, git and jq are not at hand'

/** The lines of a block that is indented further than the line that begins it. */
function blockBehind(text: string, start: string): string {
  const [, ...rest] = text.slice(text.indexOf(start)).split('\n')
  const indent = /^ */.exec(rest[0] ?? '')?.[0].length ?? 0
  const end = rest.findIndex((line) => line.trim() !== '' && !line.startsWith(' '.repeat(indent)))
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .map((line) => line.slice(indent))
    .join('\n')
}

/** In place of the container: says what it was asked for, then runs the program on the folders that were mounted. */
const DOCKER = `#!/usr/bin/env bash
set -eu
echo "$@" >> "$DOCKER_LOG"
[ "$1" = run ] || exit 0
while [ "$1" != anon-bids-action ]; do
  if [ "$1" = --volume ]; then
    case "$2" in
      *:/data:ro) data="\${2%:/data:ro}" ;;
      *:/report) report="\${2%:/report}" ;;
    esac
  fi
  shift
done
shift 3
exec "$NODE" "$PROGRAM" "$data" "$report" "$@"
`
const PROGRAM = '#!/usr/bin/env bash\nexec "$NODE" "$PROGRAM" "$@"\n'

interface Place {
  readonly workspace: string
  readonly env: NodeJS.ProcessEnv
  readonly log: string
  readonly output: string
}

/** A repository that holds a dataset and its own workflow, and what a runner sets. */
function makePlace(t: Test, sidecar: object, folder = '.'): Place {
  const root = t.testdir({
    bin: { docker: DOCKER, 'anon-bids': PROGRAM },
    temp: {},
    workspace: {},
  })
  for (const name of ['docker', 'anon-bids']) chmodSync(join(root, 'bin', name), 0o755)
  const workspace = join(root, 'workspace')
  const write = (path: string, text: string) => {
    mkdirSync(join(workspace, path, '..'), { recursive: true })
    writeFileSync(join(workspace, path), text)
  }
  const [, workflow = ''] = /```yaml\n(on: [\s\S]*?)```/.exec(read('docs/ci.md')) ?? []
  write('.github/workflows/leaks.yml', workflow)
  const description = { Name: 'Rest', BIDSVersion: '1.9.0', Authors: ['Jane Roe'] }
  write(`${folder}/dataset_description.json`, JSON.stringify(description))
  write(`${folder}/README`, 'A study of rest.\n')
  write(`${folder}/sub-01/eeg/sub-01_task-rest_eeg.json`, JSON.stringify(sidecar))
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...words], {
      cwd: workspace,
    })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  const log = join(root, 'docker.log')
  const output = join(root, 'output.txt')
  const env = {
    ...{ PATH: `${join(root, 'bin')}:${process.env.PATH}`, HOME: root, NODE: process.execPath },
    ...{ PROGRAM: SCRIPT, DOCKER_LOG: log, GITHUB_WORKSPACE: workspace, GITHUB_OUTPUT: output },
    ...{ GITHUB_ACTION_PATH: root, RUNNER_TEMP: join(root, 'temp'), CI_PROJECT_DIR: workspace },
  }
  return { workspace, env, log, output }
}

const CLEAN = { TaskName: 'rest', SamplingFrequency: 500 }
const LEAK = { ...CLEAN, PatientName: 'Wijesinghe' }

/** As the runner of GitHub starts a step with `shell: bash`. */
function runAction({ workspace, env }: Place, inputs: Record<string, string> = {}) {
  const action = read('action.yml')
  const build = /run: (docker build .*)/.exec(action)?.[1] ?? 'exit 99'
  const judge = blockBehind(action.slice(action.indexOf('id: judge')), 'run: |')
  const given = { DATASET: '.', REPORT: '', BASELINE: '', OPTIONS: '', ...inputs }
  const run = (script: string) =>
    spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: workspace,
      env: { ...env, ...given },
      encoding: 'utf8',
    })
  const built = run(build)
  return built.status === 0 ? run(judge) : built
}

t.test(
  'the action passes a clean dataset with its history, without a warning',
  { skip },
  async (t) => {
    const place = makePlace(t, CLEAN)
    const { status, stderr } = runAction(place)
    t.equal(status, 0, stderr)
    const output = readFileSync(place.output, 'utf8')
    t.match(output, /^report=.*\nverdict=pass\n$/)
    const [, report = ''] = /report=(.*)/.exec(output) ?? []
    const { findings } = JSON.parse(readFileSync(join(report, 'leak-report.json'), 'utf8'))
    t.match(
      findings.filter(({ rule }: { rule: string }) => rule === 'GIT_HISTORY'),
      [{ level: 'note' }],
    )
    t.same(
      findings.filter(
        ({ level, rule }: { level: string; rule: string }) =>
          level !== 'note' && rule !== 'BIDS_INVALID',
      ),
      [],
    )
    const log = readFileSync(place.log, 'utf8')
    t.match(log, /--network none --user \d+:\d+/)
    t.match(log, ':/data:ro')
  },
)

t.test(
  'the action fails a dataset that leaks, and its paths begin at the repository',
  { skip },
  async (t) => {
    const place = makePlace(t, LEAK, 'data/ds one')
    const { status } = runAction(place, {
      DATASET: 'data/ds one',
      OPTIONS: '--skip-bids-validation\n--k\n3',
    })
    t.equal(status, 3)
    const output = readFileSync(place.output, 'utf8')
    t.match(output, 'verdict=fail')
    t.match(readFileSync(place.log, 'utf8'), '--skip-bids-validation --k 3')
    const [, report = ''] = /report=(.*)/.exec(output) ?? []
    const sarif = JSON.parse(readFileSync(join(report, 'leak-report.sarif'), 'utf8'))
    const [{ physicalLocation }] = sarif.runs[0].results[0].locations
    t.equal(
      physicalLocation.artifactLocation.uri,
      'data/ds%20one/sub-01/eeg/sub-01_task-rest_eeg.json',
    )
  },
)

t.test('the action takes the baseline of the repository', { skip }, async (t) => {
  const place = makePlace(t, LEAK)
  t.equal(runAction(place).status, 3)
  const report = join(place.env.RUNNER_TEMP ?? '', 'anon-bids-report')
  const { findings } = JSON.parse(readFileSync(join(report, 'leak-report.json'), 'utf8'))
  const accepted = findings
    .filter(({ level }: { level: string }) => level === 'error')
    .map(({ rule, file, where }: Record<string, string>) => ({
      rule,
      file,
      where,
      reason: 'Known.',
      expires: '2999-01-31',
    }))
  writeFileSync(
    join(place.workspace, 'baseline.json'),
    JSON.stringify({ schemaVersion: '1', accepted }),
  )
  const { status, stdout } = runAction(place, { BASELINE: 'baseline.json' })
  t.equal(status, 0, stdout)
})

t.test('the action gives no report where nothing was judged', { skip }, async (t) => {
  const place = makePlace(t, CLEAN)
  t.equal(runAction(place, { OPTIONS: '--no-such-option' }).status, 2)
  t.equal(readFileSync(place.output, 'utf8'), 'verdict=fail\n')
})

t.test('the job of GitLab keeps its report and ends as the program does', { skip }, async (t) => {
  const job = /```yaml\n(leaks:[\s\S]*?)```/.exec(read('docs/ci.md'))?.[1] ?? ''
  const script = blockBehind(job, '  script:').replace(/^- /gm, '')
  for (const [sidecar, code] of [
    [CLEAN, 0],
    [LEAK, 3],
  ] as const) {
    const { workspace, env } = makePlace(t, sidecar)
    const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      ...{ cwd: workspace, env, encoding: 'utf8' },
    })
    t.equal(status, code, stderr)
    for (const name of ['leak-report.xml', 'leak-report.html']) {
      t.ok(existsSync(join(workspace, 'leak-report', name)), name)
    }
  }
})
