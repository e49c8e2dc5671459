import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findRow, listFiles, makeFolders, makeImage, runCli, startCli } from '../helpers/cli.js'
import { bold } from '../helpers/outputs.js'

const QUICK = ['participant', '--skip-bids-validation']

t.test('the log tells in text and JSON, and never an original name', async (t) => {
  const { data, out } = makeFolders({ [bold('secretlabel')]: makeImage() })
  const { code, stdout, stderr } = await runCli([data, out, ...QUICK, '--log-format', 'json'])
  t.equal(code, 0)
  t.equal(stdout, '')
  const events = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.match(events, [{ event: 'progress', done: 1, total: 1 }, { event: 'phase-end' }])
  t.notMatch(stderr, /secretlabel/)
  for (const path of listFiles(out).filter((name) => /participants\/|top-level/.test(name))) {
    t.notMatch(readFileSync(join(out, path), 'utf8'), /secretlabel/, path)
  }
})

t.test('a reader that leaves early does not stop the work', async (t) => {
  const { data, out } = makeFolders({ [bold('01')]: makeImage(), [bold('02')]: makeImage() })
  const { child, ended } = startCli([data, out, ...QUICK])
  child.stderr?.destroy()
  child.stdout?.destroy()
  t.equal((await ended).code, 0)
  t.equal(findRow(out, bold('02')).action, 'deidentified')
})

t.test('a dry run prints the plan and writes nothing', async (t) => {
  const { data, out } = makeFolders({ [bold('01')]: makeImage(), 'code/x.py': 'x' })
  const { code, stdout } = await runCli([data, out, 'participant', '--dry-run'])
  t.equal(code, 0)
  t.match(stdout, /^input\toutput\taction\treason\n/)
  t.match(stdout, new RegExp(`${bold('01')}\tsub-[a-z0-9]+/func/.*\tclean\tn/a`))
  t.notOk(existsSync(out))
})

t.test('with the JSON log a refusal and the hint of a dry run are events too', async (t) => {
  const { data, out } = makeFolders({ [bold('01')]: makeImage() })
  const refused = [
    [`${data}-none`, out, 'participant', '--log-format', 'json'],
    [data, out, 'participant', '--log_format=json', '--nonsense'],
  ]
  for (const words of refused) {
    const { code, stderr } = await runCli(words)
    t.equal(code, 2)
    t.match(JSON.parse(stderr), { event: 'error', message: /BIDS_DIR|--nonsense/ })
  }
  const dry = await runCli([data, out, 'participant', '--dry-run', '--log-format=json'])
  t.match(JSON.parse(dry.stderr), { event: 'info', message: /examples/ })
})

t.test('a home that cannot be read, as in containers, is no matter', async (t) => {
  const { data, out } = makeFolders({ [bold('01')]: makeImage() })
  const words = [`${data}-none`, out, 'participant']
  const { code, stderr } = await runCli(words, {
    env: { HOME: join(data, 'dataset_description.json') },
  })
  t.equal(code, 2)
  t.match(stderr, /^anon-bids: BIDS_DIR does not exist.*\n$/)
})

t.test('without a home, a user entry or a default folder the program works', async (t) => {
  const { data, out, top } = makeFolders({ [bold('01')]: makeImage() })
  const throwing = `
    import os from 'node:os'
    import { syncBuiltinESMExports } from 'node:module'
    os.userInfo = () => { throw new Error('no entry') }
    os.homedir = () => process.env.HOME ?? os.userInfo()
    syncBuiltinESMExports()`
  const { code, stderr } = await runCli([data, out, ...QUICK, '-w', join(top, 'w')], {
    env: {
      HOME: undefined,
      PATH: '',
      TMPDIR: '/nonexistent',
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(throwing)}`,
    },
    cwd: '/',
  })
  t.equal(code, 0, stderr)
})

t.test('the input is validated once, and what is wrong with it stops nothing', async (t) => {
  const { data, out } = makeFolders({
    [bold('01')]: makeImage(),
    [bold('02')]: makeImage({ shape: [9, 9, 9] }).subarray(0, 90),
    'unknown.txt': 'x',
  })
  const first = await runCli([data, out, 'participant'])
  t.equal(first.code, 3)
  t.match(first.stderr, /Input: \d+ BIDS errors, \d+ warnings \(bids-validator \d/)
  const counts = JSON.parse(readFileSync(join(out, '.anon-bids/validation.json'), 'utf8'))
  t.ok(counts.errors >= 1, 'a file that BIDS does not know')
  t.notMatch((await runCli([data, out, 'participant'])).stderr, /BIDS errors/)
})
