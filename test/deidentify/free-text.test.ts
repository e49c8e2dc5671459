import t from 'tap'
import { scrubText } from '../../src/deidentify/free-text.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'

const { vocabulary, commonWords, names } = await loadPolicy()
const originals = collectOriginals(['ABCD12'], { names: ['Quxworth'], others: ['AWP66094'] })
const context = { vocabulary, commonWords, names, originals }

const texts: readonly (readonly [what: string, text: string, kept: string | undefined])[] = [
  [
    'an instruction',
    'Press the left button when you see a face.',
    'Press the left button when you see a face.',
  ],
  [
    'lower case words that nobody knows',
    'a checkerboard was flickering',
    'a checkerboard was flickering',
  ],
  [
    'nouns of German, which have capitals',
    'Die Versuchspersonen sahen Gesichter und Häuser auf dem Bildschirm, gezeigt von Drexler.',
    'Die Versuchspersonen sahen Gesichter und Häuser auf dem Bildschirm, gezeigt von [...].',
  ],
  [
    'words that begin a sentence of French or Spanish',
    'Les participants regardent une croix. Cada persona mira una imagen.',
    'Les participants regardent une croix. Cada persona mira una imagen.',
  ],
  [
    'a capitalized word that nobody knows',
    'As Drexler asked, look at the cross.',
    'As [...] asked, look at the cross.',
  ],
  ['a name in lower case', 'ask smith to press the button', 'ask [...] to press the button'],
  ['a text that is a name', 'Zebulon Drexler', undefined],
  ['a text with an original', 'Look at the cross, Quxworth.', undefined],
  ['a text with a date', 'Scanned on 2019-05-03, eyes open.', undefined],
  ['a text with an address', 'Questions to jane@example.org please', undefined],
  ['letters that cannot be told from names', 'look at 王小明 please', undefined],
  ['a text without words', '2 x 2 x 2', '2 x 2 x 2'],
  ['a text that is too long', 'word '.repeat(300), undefined],
]
for (const [what, text, kept] of texts) {
  t.test(`${what} ${kept === text ? 'stays' : kept ? 'is blanked' : 'goes'}`, async (t) => {
    t.equal(scrubText(text, 'text', context), kept)
  })
}

const protocols: readonly (readonly [name: string, kept: string | undefined])[] = [
  ['t1_mprage_sag_p2_iso', 't1_mprage_sag_p2_iso'],
  ['MPRAGE_ADNI', 'MPRAGE_ADNI'],
  ['ep2d_bold_moco_p2', 'ep2d_bold_moco_p2'],
  ['cmrr_mbep2d_bold', 'cmrr_mbep2d_bold'],
  ['rfMRI_REST_AP', 'rfMRI_REST_AP'],
  ['tfMRI_GAMBLING_PA', 'tfMRI_GAMBLING_PA'],
  ['DTI_64dir_b1000', 'DTI_64dir_b1000'],
  ['Ax T2 FLAIR PROPELLER', 'Ax T2 FLAIR PROPELLER'],
  ['gre_field_mapping', 'gre_field_mapping'],
  ['AAHead_Scout_64ch-head-coil', 'AAHead_Scout_64ch-head-coil'],
  ['WIP T1W_3D_TFE SENSE', 'WIP T1W_3D_TFE SENSE'],
  ['t1_mprage_drexler', 't1_mprage_[...]'],
  ['drexler zebulon t1', undefined],
  ['Quxworth t1', undefined],
  ['DOE^JANE', undefined],
]
for (const [name, kept] of protocols) {
  t.test(
    `the name of a scan ${kept === name ? 'stays' : kept ? 'is blanked' : 'goes'}: ${name}`,
    async (t) => {
      t.equal(scrubText(name, 'protocol', context, 64), kept)
    },
  )
}
