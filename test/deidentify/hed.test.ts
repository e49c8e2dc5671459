import t from 'tap'
import { isHedString } from '../../src/deidentify/hed.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'

const { vocabulary } = await loadPolicy()
const context = {
  vocabulary,
  originals: collectOriginals(['01'], { names: ['Zaphod'], others: [] }),
}

t.test('tags, groups, definitions and placeholders are kept', async (t) => {
  for (const text of [
    'Sensory-event, Experimental-stimulus, (Visual-presentation, (Image, Face))',
    '(Definition/Cross-fix, (Visual-presentation, (Cross, White, Fixation-point)))',
    'Def/Face-image, Onset',
    'Agent-action, (Press, (Mouse-button, Item-count/#)), {response_time}',
    'Event/Category/Experimental stimulus, Event/Label/Left, Item/Object/Vehicle/Train',
    'Label/Session, Label/inst_read, Event/Label/Left',
    'Description/A fixation cross is shown in the middle',
  ]) {
    t.ok(isHedString(text, context), text)
  }
})

t.test('what is no tag, or names somebody, goes', async (t) => {
  for (const text of [
    'Label/Zaphod',
    'Description/As told by Jane Roe',
    'Label/John Smith',
    'Label/Quastenflug',
    'Sensory-event, call 555-123-4567',
    '/home/jane/events',
    'on 2019-05-03',
    'who? me!',
  ]) {
    t.notOk(isHedString(text, context), text)
  }
})
