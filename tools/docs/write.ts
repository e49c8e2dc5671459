/** `npm run docs`: writes what in the documentation is made from tables of the program. */
import { readFileSync, writeFileSync } from 'node:fs'
import { renderPolicy } from './policy.ts'
import { renderRules, updateReadme } from './render.ts'

const readme = new URL('../../README.md', import.meta.url)
writeFileSync(new URL('../../docs/rules.md', import.meta.url), renderRules())
writeFileSync(new URL('../../docs/policy.md', import.meta.url), renderPolicy())
writeFileSync(readme, updateReadme(readFileSync(readme, 'utf8')))
