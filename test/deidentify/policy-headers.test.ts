import { readFileSync } from 'node:fs'
import t from 'tap'
import { type Cleaning, NIFTI1_FIELDS, NIFTI2_FIELDS } from '../../src/formats/nifti/fields.js'

const { nifti, extensions } = JSON.parse(readFileSync('schemas/policy-headers.json', 'utf8'))

function actionOf(clean: Cleaning): string {
  if (clean === 'zero') return 'remove'
  return clean === 'offset' ? 'replace' : 'keep'
}

t.test('what the policy says of each header field is what the program does', async (t) => {
  const fields = [...NIFTI1_FIELDS, ...NIFTI2_FIELDS]
  for (const { name, clean } of fields) {
    const row = nifti[name] ?? nifti['*']
    t.equal(row.action, actionOf(clean), name)
    if (typeof clean === 'object') t.ok(nifti[name], `${name} has a row of its own`)
  }
  const names = new Set(fields.map(({ name }) => name))
  t.strictSame(
    Object.keys(nifti).filter((name) => name !== '*' && !names.has(name)),
    [],
  )
})

t.test('no extensions but those of CIFTI and spectroscopy stay', async (t) => {
  const kept = Object.entries<{ action: string }>(extensions).filter(
    ([, { action }]) => action !== 'remove',
  )
  t.strictSame(
    kept.map(([code]) => code),
    ['32', '44'],
  )
})
