import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Log } from '../../src/log/log.js'
import { describe, jsonSink, plainSink } from '../../src/log/sink.js'

t.test(
  'plain lines tell each finished piece, how many there are and how long it may take',
  async (t) => {
    let text = ''
    let now = 0
    const sink = plainSink((line) => {
      text += line
    })
    const log = new Log(sink, () => now)
    const phase = log.startPhase('Working', 4)
    phase.start('a')
    now = 10_000
    phase.finish('a')
    phase.skip(1)
    phase.finish('b')
    phase.end()
    log.info('Ready.')
    log.warn('Look.')
    log.note('secret')
    await log.close()
    t.equal(
      text,
      'Working 1/4, about 30 s left a\nWorking 2/3, about 5 s left b\nReady.\nwarning: Look.\n',
    )
  },
)

t.test('many small pieces are told every few seconds and at their end', async (t) => {
  const lines: string[] = []
  let now = 0
  const log = new Log(
    plainSink((line) => lines.push(line)),
    () => now,
  )
  const phase = log.startPhase('Reading', 4)
  for (const done of [0, 1, 2, 3, 4]) {
    phase.reach(done)
    now += 3000
  }
  phase.end()
  t.same(lines, ['Reading 2/4, about 6 s left\n', 'Reading 4/4\n'])
  const quick = log.startPhase('Reading', 2)
  quick.reach(2)
  t.equal(lines.length, 2, 'what takes no time is not told')
})

t.test('JSON is one event a line', async (t) => {
  const lines: string[] = []
  const log = new Log(jsonSink((line) => lines.push(line)))
  const phase = log.startPhase('Working', 1)
  phase.start('a')
  phase.finish('a')
  phase.end()
  log.warn('Look.')
  t.match(
    lines.map((line) => JSON.parse(line)),
    [
      { event: 'progress', title: 'Working', done: 1, total: 1, running: [], finished: 'a' },
      { event: 'phase-end', title: 'Working', done: 1, total: 1 },
      { event: 'warning', message: 'Look.' },
    ],
  )
  t.ok(lines.every((line) => line.endsWith('\n')))
})

t.test('the private file keeps everything, and only its owner may read it', async (t) => {
  const file = join(t.testdir({}), 'logs/a.log')
  const log = new Log(
    plainSink(() => undefined),
    () => 0,
  )
  log.info('before there is a file')
  log.keepIn(file)
  log.info('shown')
  log.note('sub-01/anat/sub-01_T1w.nii.gz')
  t.equal(
    readFileSync(file, 'utf8'),
    '1970-01-01T00:00:00.000Z info shown\n1970-01-01T00:00:00.000Z note sub-01/anat/sub-01_T1w.nii.gz\n',
  )
  t.equal(statSync(file).mode & 0o777, 0o600)
})

t.test('long times are told in minutes and hours', async (t) => {
  const state = { title: 'W', done: 1, total: 3, running: [] }
  t.equal(describe({ ...state, secondsLeft: 600 }), 'W 1/3, about 10 min left')
  t.equal(describe({ ...state, secondsLeft: 36_000 }), 'W 1/3, about 10 h left')
  t.equal(describe({ ...state, secondsLeft: undefined }), 'W 1/3')
})
