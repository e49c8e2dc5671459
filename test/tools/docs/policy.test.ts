import { readFileSync } from 'node:fs'
import t from 'tap'
import { renderPolicy } from '../../../tools/docs/policy.ts'

t.test('docs/policy.md is up to date and names every key and column', async (t) => {
  const text = renderPolicy()
  t.equal(readFileSync('docs/policy.md', 'utf8'), text, 'run npm run docs')
  const { json, description, dictionary, columns } = JSON.parse(
    readFileSync('schemas/policy.json', 'utf8'),
  )
  const names = [json, description, dictionary, columns].flatMap((table) => Object.keys(table))
  t.strictSame(
    names.filter((name) => !text.includes(`\`${name}\``)),
    [],
  )
})
