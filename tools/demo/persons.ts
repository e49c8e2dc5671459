/** Invented persons: every name, number, date and place here is made up, so that there is something to remove. */
export interface Visit {
  readonly session?: string
  readonly date: string
  readonly time: string
}

export interface Person {
  readonly label: string
  readonly scan: string
  readonly name: string
  readonly patientId: string
  readonly birthDate: string
  readonly age: number
  readonly sex: 'F' | 'M'
  readonly physician: string
  readonly visits: readonly Visit[]
}

export const PERSONS: readonly Person[] = [
  {
    label: '01',
    scan: 'structural1',
    name: 'Quillfeather^Odessa',
    patientId: 'MRN-7731904',
    birthDate: '1979-02-11',
    age: 41,
    sex: 'F',
    physician: 'Brackenridge^Tobias',
    visits: [{ date: '2020-06-18', time: '09:41:27.305' }],
  },
  {
    label: '02',
    scan: 'structural2',
    name: 'Mossbridge^Leander',
    patientId: 'MRN-5520817',
    birthDate: '1927-10-30',
    age: 92,
    sex: 'M',
    physician: 'Brackenridge^Tobias',
    visits: [
      { session: 'before', date: '2020-07-02', time: '14:08:55.120' },
      { session: 'after', date: '2020-09-24', time: '15:30:02.750' },
    ],
  },
]

const SITE = {
  InstitutionName: 'Saint Merewyn Infirmary',
  InstitutionalDepartmentName: 'Neuroradiology',
  InstitutionAddress: 'Harrowgate Lane 14, Wexcombe',
  DeviceSerialNumber: '170482',
  StationName: 'MRSTMER02',
}

/** A sidecar as a converter writes it when nobody asked it to leave things out. */
export function makeSidecar(
  person: Person,
  visit: Visit,
  series: { number: number; name: string; parameters: Record<string, unknown> },
): Record<string, unknown> {
  const [hours, minutes, seconds] = visit.time.split(':').map(Number)
  const uid = `1.3.12.2.1107.5.2.43.170482.${visit.date.replaceAll('-', '')}${hours}${minutes}`
  return {
    Modality: 'MR',
    MagneticFieldStrength: 3,
    ImagingFrequency: 123.254,
    Manufacturer: 'Siemens',
    ManufacturersModelName: 'Prisma',
    ...SITE,
    BodyPartExamined: 'HEAD',
    PatientPosition: 'HFS',
    PatientName: person.name,
    PatientID: person.patientId,
    PatientBirthDate: person.birthDate,
    PatientSex: person.sex,
    PatientWeight: 71.5,
    ReferringPhysicianName: person.physician,
    AccessionNumber: `ACC${person.patientId.slice(4)}`,
    StudyInstanceUID: `${uid}.30000`,
    SeriesInstanceUID: `${uid}.${30000 + series.number}`,
    AcquisitionDateTime: `${visit.date}T${visit.time}000`,
    AcquisitionTime: `${visit.time}000`,
    SeriesNumber: series.number,
    SeriesDescription: series.name,
    ProtocolName: series.name,
    ImageComments: `Patient ${person.name.replace('^', ', ')} moved a little (${Math.round(seconds)} s)`,
    ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'ND'],
    ...series.parameters,
    ConversionSoftware: 'dcm2niix',
    ConversionSoftwareVersion: 'v1.0.20220720',
  }
}
