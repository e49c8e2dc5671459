import path from 'node:path'
import { gzipSync } from 'node:zlib'

const SIGNALS = 2
const SAMPLES = 8
const RECORDS = 3

/**
 * Small recordings for the formats that are cleaned, with traces of a person in them.
 * @param columns of samples in a table without header
 */
export function smallRecording(file: string, columns: number): Uint8Array | undefined {
  const stem = path.basename(file).replace(/\.[^.]*$/, '')
  if (/_(?:physio|stim)\.tsv\.gz$/.test(file)) {
    return gzipSync(`${Array.from({ length: columns }, (_, n) => n).join('\t')}\n`)
  }
  if (file.endsWith('.edf')) return edf('0', 2)
  if (file.endsWith('.bdf')) return edf('\u00ffBIOSEMI', 3)
  if (file.endsWith('.vhdr')) return Buffer.from(vhdr(stem))
  if (file.endsWith('.vmrk')) return Buffer.from(vmrk(stem))
  if (file.endsWith('.eeg')) return new Uint8Array(SIGNALS * SAMPLES * 2)
  return undefined
}

function edf(version: string, bytes: number): Uint8Array {
  const headerBytes = 256 * (SIGNALS + 1)
  const each = (values: readonly string[], width: number) =>
    values.map((value) => value.padEnd(width)).join('')
  const both = (value: string, width: number) => each([value, value], width)
  const limit = String(2 ** (8 * bytes - 1))
  const header = [
    version.padEnd(8),
    'MRN-0012345 F 02-MAY-1951 Doe_Jane'.padEnd(80),
    'Startdate 10-JUN-2019 ward-7 Dr_Who'.padEnd(80),
    '10.06.19',
    '10.11.12',
    String(headerBytes).padEnd(8),
    ''.padEnd(44),
    String(RECORDS).padEnd(8),
    '1'.padEnd(8),
    String(SIGNALS).padEnd(4),
    each(['Fp1', 'Fp2'], 16),
    both('AgAgCl electrode', 80),
    both('uV', 8),
    both('-1000', 8),
    both('1000', 8),
    both(`-${limit}`, 8),
    both(String(Number(limit) - 1), 8),
    both('HP:0.1Hz LP:75Hz', 80),
    both(String(SAMPLES), 8),
    both('', 32),
  ].join('')
  const data = new Uint8Array(RECORDS * SIGNALS * SAMPLES * bytes)
  return Buffer.concat([Buffer.from(header, 'latin1'), data])
}

function vhdr(stem: string): string {
  return [
    'Brain Vision Data Exchange Header File Version 1.0',
    '; Recorded by Jane Doe',
    '[Common Infos]',
    `DataFile=${stem}.eeg`,
    `MarkerFile=${stem}.vmrk`,
    'DataFormat=BINARY',
    'DataOrientation=MULTIPLEXED',
    `NumberOfChannels=${SIGNALS}`,
    'SamplingInterval=1000',
    '[Binary Infos]',
    'BinaryFormat=INT_16',
    '[Channel Infos]',
    'Ch1=Fp1,,0.1,uV',
    'Ch2=Fp2,,0.1,uV',
    '[Comment]',
    'Patient Jane Doe, MRN-0012345',
    '',
  ].join('\r\n')
}

function vmrk(stem: string): string {
  return [
    'Brain Vision Data Exchange Marker File, Version 1.0',
    '[Common Infos]',
    `DataFile=${stem}.eeg`,
    '[Marker Infos]',
    'Mk1=New Segment,,1,1,0,20190610101112000000',
    'Mk2=Stimulus,S  1,3,1,0',
    'Mk3=Comment,Jane asked for a break,5,1,0',
    '',
  ].join('\r\n')
}
