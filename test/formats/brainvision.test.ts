import t from 'tap'
import {
  bytesOfSample,
  formatBrainVision,
  joinValue,
  parseBrainVision,
  splitValue,
} from '../../src/formats/brainvision.js'
import { FileError } from '../../src/rules.js'

const HEADER = `Brain Vision Data Exchange Header File Version 1.0
; Recorded by Jane Doe
[Common Infos]
DataFile=doe.eeg
DataFormat=BINARY
NumberOfChannels=3

[Binary Infos]
BinaryFormat=INT_16
[Channel Infos]
; Jane
Ch1=A\\1B,,0.5,µV
[Comment]
Patient Jane Doe = ill
`

t.test('sections and entries are read, comments are not', (t) => {
  const text = parseBrainVision(Buffer.from(HEADER))
  t.same([...text.sections.keys()], ['Common Infos', 'Binary Infos', 'Channel Infos'])
  t.same(text.sections.get('Channel Infos'), [['Ch1', 'A\\1B,,0.5,µV']])
  t.same(splitValue('A\\1B,,0.5,µV'), ['A,B', '', '0.5', 'µV'])
  t.equal(joinValue(['A,B', '', '0.5', 'µV']), 'A\\1B,,0.5,µV')
  t.equal(bytesOfSample(text), 6)
  t.notMatch(Buffer.from(formatBrainVision(text)).toString(), /jane/i)
  t.same(parseBrainVision(formatBrainVision(text)), text, 'what was written reads the same')
  t.end()
})

t.test('letters of the codepage of the recorder become UTF-8', (t) => {
  const text = parseBrainVision(Buffer.from(HEADER, 'latin1'))
  t.same(text.sections.get('Channel Infos'), [['Ch1', 'A\\1B,,0.5,µV']])
  t.end()
})

t.test('titles are written in several ways', (t) => {
  for (const title of [
    'Brain Vision Data Exchange Marker File, Version 1.0',
    'BrainVision Data Exchange Marker File Version 2.0',
    'Brain Vision Data Exchange Marker File Version 1.0',
  ]) {
    t.equal(parseBrainVision(Buffer.from(`\ufeff${title}\r\n[Marker Infos]\r\n`)).kind, 'Marker')
  }
  t.end()
})

t.test('what is no such file is refused', (t) => {
  const title = HEADER.split('\n')[0]
  for (const text of ['', 'Jane Doe\n', `${title}\nA=B\n`, `${title}\n[X]\nJane Doe\n`]) {
    t.throws(() => parseBrainVision(Buffer.from(text)), FileError)
  }
  for (const change of ['INT_99', 'Jane']) {
    const text = parseBrainVision(Buffer.from(HEADER.replace('INT_16', change)))
    t.throws(() => bytesOfSample(text), FileError)
  }
  t.throws(() => bytesOfSample(parseBrainVision(Buffer.from(HEADER.replace('BINARY', 'ASCII')))))
  t.end()
})
