import type { Kind, Planter } from './secrets.js'

/** An EDF of one channel and one second: who, by whom, where and when stand at fixed places of its header. */
export function plantEdf(planter: Planter, place: string): Buffer {
  const at = (kind: Kind, where: string) => planter.plant(kind, `${place}, ${where}`)
  const pad = (text: string, length: number) => text.slice(0, length).padEnd(length, ' ')
  const patient = `${at('record number', 'patient')} F ${at('date, short month', 'patient')} ${at('plain name', 'patient')}`
  const recording = `Startdate ${at('date, short month', 'recording')} ${at('login', 'recording')} ${at('station', 'recording')}`
  const head = [
    ...[pad('0', 8), pad(patient, 80), pad(recording, 80), '03.05.19', '14.41.07'],
    ...[pad('512', 8), pad('', 44), pad('1', 8), pad('1', 8), pad('1', 4)],
  ]
  const channel = [
    ...[pad('EEG Fp1', 16), pad('AgCl', 80), pad('uV', 8), pad('-100', 8), pad('100', 8)],
    ...[pad('-32768', 8), pad('32767', 8), pad('HP:0.1Hz', 80), pad('64', 8)],
    pad(at('plain name', 'reserved bytes of a channel'), 32),
  ]
  const samples = Buffer.alloc(128, 7)
  return Buffer.concat([Buffer.from([...head, ...channel].join(''), 'latin1'), samples])
}

/** The three files of a BrainVision recording by their endings. */
export function plantBrainVision(
  planter: Planter,
  place: string,
  name: string,
): Record<'.vhdr' | '.vmrk' | '.eeg', string | Buffer> {
  const at = (kind: Kind, where: string) => planter.plant(kind, `${place}, ${where}`)
  return {
    '.vhdr': [
      'Brain Vision Data Exchange Header File Version 1.0',
      `; made by ${at('given and family', 'a comment of vhdr')}`,
      '[Common Infos]',
      ...['Codepage=UTF-8', `DataFile=${name}.eeg`, `MarkerFile=${name}.vmrk`],
      ...['DataFormat=BINARY', 'DataOrientation=MULTIPLEXED', 'NumberOfChannels=1'],
      'SamplingInterval=2000',
      ...['[Binary Infos]', 'BinaryFormat=INT_16', '[Channel Infos]', 'Ch1=Fp1,,0.1,uV'],
      '[Comment]',
      `Amplifier serial ${at('serial', 'the comment of vhdr')}, operator ${at('initial and family', 'the comment of vhdr')}`,
      `Workspace: ${at('windows path', 'the comment of vhdr')}`,
      '',
    ].join('\r\n'),
    '.vmrk': [
      'Brain Vision Data Exchange Marker File, Version 1.0',
      '[Common Infos]',
      ...['Codepage=UTF-8', `DataFile=${name}.eeg`],
      '[Marker Infos]',
      `Mk1=New Segment,,1,1,0,${at('date, compact', 'the first marker')}144107000000`,
      'Mk2=Stimulus,S  1,50,1,0',
      `Mk3=Comment,${at('given and family', 'a marker')} moved,80,1,0`,
      '',
    ].join('\r\n'),
    '.eeg': Buffer.alloc(200, 3),
  }
}
