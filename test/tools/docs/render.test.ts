import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { OPTION_SPECS } from '../../../src/options.js'
import { RULES } from '../../../src/rules.js'
import { renderOptions, renderRules, updateReadme } from '../../../tools/docs/render.ts'

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')

t.test('docs/rules.md is up to date and names every rule', async (t) => {
  const rules = read('docs/rules.md')
  t.equal(rules, renderRules(), 'run npm run docs')
  for (const name of Object.keys(RULES)) t.match(rules, `\`${name}\``)
})

t.test('the table of options in README.md is up to date and names every option', async (t) => {
  const readme = read('README.md')
  t.equal(readme, updateReadme(readme), 'run npm run docs')
  for (const [, spec] of OPTION_SPECS) {
    const flag = spec['x-flag']
    if (flag && !flag.hidden) t.match(renderOptions(), `--${flag.name}`)
  }
})

t.test('README begins with the two lines that a stranger types', async (t) => {
  const [first, second] = read('README.md').match(/npm ci && npm (?:run )?\w+/g) ?? []
  t.equal(first, 'npm ci && npm run demo')
  t.equal(second, 'npm ci && npm test')
})

t.test('every local link of the documents leads to a file', async (t) => {
  for (const name of [
    'README.md',
    'CONTRIBUTING.md',
    'REFERENCES.md',
    'docs/outputs.md',
    'atlas/README.md',
  ]) {
    const folder = new URL(`../../../${name}`, import.meta.url)
    for (const [, target] of read(name).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      t.doesNotThrow(() => readFileSync(new URL(target, folder)), `${name}: ${target}`)
    }
  }
})

t.test('the example of a report in docs/outputs.md follows the schema', async (t) => {
  const [, section = ''] = read('docs/outputs.md').split(/^## leak-report\.json$/m)
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? []
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
  const validate = ajv.compile(JSON.parse(read('schemas/leak-report.schema.json')))
  t.ok(validate(JSON.parse(example)), JSON.stringify(validate.errors))
})
