import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findValidatorProgram, runValidatorProgram } from '../../src/workers/validator-program.js'

const { signal } = new AbortController()

/** Puts a program into a folder of its own and that folder alone on PATH. */
function install(
  t: Pick<typeof import('tap').default, 'testdir'>,
  name: string,
  version: string,
  answer = '',
): string {
  const folder = t.testdir({})
  const file = join(folder, name)
  const script = [
    `#!${process.execPath}`,
    `const [first, ...rest] = process.argv.slice(2)`,
    `if (first === '--version') process.stdout.write(${JSON.stringify(version)})`,
    `else if (rest.join(' ') === '--format json') process.stdout.write(${JSON.stringify(answer)})`,
    `process.exitCode = first === '--version' ? 0 : 16`,
  ]
  writeFileSync(file, script.join('\n'))
  chmodSync(file, 0o755)
  process.env.PATH = folder
  return folder
}

const PATH = process.env.PATH
t.afterEach(() => {
  process.env.PATH = PATH
})

t.test('a newer validator on PATH is found, whatever its colours', async (t) => {
  install(t, 'bids-validator-deno', '\u001b[1mbids-validator\u001b[22m \u001b[94m3.0.2\u001b[39m')
  t.match(await findValidatorProgram('1.15.0', signal), { name: 'bids-validator 3.0.2' })
  t.equal(await findValidatorProgram('3.0.2', signal), undefined, 'not newer')
  t.equal(await findValidatorProgram('3.1.0', signal), undefined, 'older')
})

t.test('an old one of the same name is left alone, and none is none', async (t) => {
  const folder = install(t, 'bids-validator', '1.9.9')
  t.equal(await findValidatorProgram('1.15.0', signal), undefined)
  process.env.PATH = join(folder, 'nothing')
  t.equal(await findValidatorProgram('1.15.0', signal), undefined)
})

t.test('its issues are counted, whatever its exit code', async (t) => {
  const issues = ['error', 'warning', 'warning', 'ignore'].map((severity) => ({ severity }))
  install(t, 'bids-validator', '2.0.0', JSON.stringify({ issues: { issues }, summary: {} }))
  const program = await findValidatorProgram('1.15.0', signal)
  t.ok(program)
  const counts = program && (await runValidatorProgram(program, '/anywhere', signal))
  t.same(counts, { errors: 1, warnings: 2, validator: 'bids-validator 2.0.0' })
})

t.test('an answer that is not understood is none', async (t) => {
  for (const answer of ['', 'Oops', '[]', '{"issues":{}}', '{"issues":{"issues":5}}']) {
    install(t, 'bids-validator', '2.0.0', answer)
    const program = { program: 'bids-validator', name: 'x' }
    t.equal(await runValidatorProgram(program, '/anywhere', signal), undefined, answer)
  }
})
