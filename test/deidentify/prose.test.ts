import t from 'tap'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'
import { isProse } from '../../src/deidentify/prose.js'

const { vocabulary } = await loadPolicy()
const context = { vocabulary, originals: collectOriginals(['ABCD12']) }

t.test('prose is what has no names, dates and addresses in it', async (t) => {
  t.ok(isProse('Reaction time in seconds, measured from the onset of the cue.', context))
  t.ok(isProse('Edinburgh Handedness Inventory', context))
  t.notOk(isProse('as told by Jane Roe', context))
  t.notOk(isProse('call 555-123-4567', context))
  t.notOk(isProse('x'.repeat(2000), context))
})
