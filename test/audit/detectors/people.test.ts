import t from 'tap'
import { detect } from '../../../src/audit/detect.js'

const rules = (text: string) => [...new Set(detect(text).map(({ rule }) => rule))]

t.test('names are found by what stands beside them', async (t) => {
  for (const text of [
    ...['Okonkwo^Ngozi', 'Scan of Mrs Okonkwo', 'Patient: Ngozi Okonkwo', 'Kowalska, Anna'],
    ...['sub-17 (Temidayo Wijesinghe withdrew)', 'patient WIJESINGHE ODILE', 'Ms.~Wijesinghe'],
    ...['placed by Ngozi Wijesinghe', 'nurse Wijesinghe', '五十嵐さん', 'Wijesinghe_Jagoda.eeg'],
    ...['PatientName=Wijesinghe;x=1', '"PatientName": "Wijesinghe"', 'LAST_NAME: Wijesinghe'],
  ]) {
    t.same(rules(text), ['PERSON_NAME'], text)
  }
})

t.test('protocols, types, authors of papers and parts of the brain are no names', async (t) => {
  for (const text of [
    ...[
      'HEAD^ROUTINE',
      'x^y',
      'patient_name: String',
      'last_name: Optional',
      'PatientName: Unknown;',
    ],
    ...[
      'Leo Tolstoy, Anna Karenina',
      'Paul Broca',
      'Mr. Potato',
      'The Sally-Anne task',
      'Miss Cue',
    ],
    ...['Matthias Schultze-Kraft et al. 2015', 'Frontal_Inf', 'recorded by Brain Products'],
    ...['(Esteban, Markiewicz, et al. (2018)', 'Heschl Gyrus', 'Desikan-Killiany', 'Stroop, 1935'],
  ]) {
    t.same(rules(text), [], text)
  }
})

t.test('places are found by their form', async (t) => {
  for (const text of [
    '51.96236 N, 7.62571 E',
    `51° 57' N`,
    '12 Bleecker Street',
    'Lindenstraße 4',
  ]) {
    t.same(rules(text), ['LOCATION'], text)
  }
  t.same(rules('100.5 200.25 -300.125 N = 12'), [])
})
