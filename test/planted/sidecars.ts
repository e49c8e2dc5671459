import type { Kind, Planter } from './secrets.js'

type Json = Record<string, unknown>

/** Keys of scanners, converters and people, and what stands behind them. */
const FIELDS: readonly (readonly [kind: Kind, keys: readonly string[]])[] = [
  [
    'name of DICOM',
    [
      ...['PatientName', 'PatientBirthName', 'PatientMotherBirthName', 'OtherPatientNames'],
      ...['ResponsiblePerson', 'ReferringPhysicianName', 'PerformingPhysicianName'],
      ...['OperatorsName', 'PhysiciansOfRecord', 'NameOfPhysiciansReadingStudy'],
      ...['RequestingPhysician', 'ScheduledPerformingPhysicianName', 'HumanPerformerName'],
      ...['VerifyingObserverName', 'PersonName', 'ReviewerName', 'ContentCreatorName'],
    ],
  ],
  [
    'given and family',
    [
      ...['patient_name', 'patientname', 'PATIENTNAME', 'Patient Name', 'EmergencyContactName'],
      ...['SubjectName', 'operator', 'Technologist', 'Consultant', 'Radiographer', 'scannedBy'],
    ],
  ],
  ['initial and family', ['performed_by', 'Experimenter', 'checkedBy']],
  ['other script', ['PatientNameIdeographic', 'PatientNamePhonetic']],
  [
    'record number',
    [
      'PatientID',
      'OtherPatientIDs',
      'MedicalRecordLocator',
      'medicalRecordId',
      'IssuerOfPatientID',
    ],
  ],
  [
    'accession',
    [
      ...['AccessionNumber', 'StudyID', 'AdmissionID', 'RequestedProcedureID'],
      ...['PerformedProcedureStepID', 'ScheduledProcedureStepID', 'ServiceEpisodeID'],
      ...['PlacerOrderNumberImagingServiceRequest', 'ClinicalTrialSubjectID', 'TrackingID'],
    ],
  ],
  ['bare number', ['SourceID', 'InsuranceNumber', 'FillerOrderNumberImagingServiceRequest']],
  [
    'uid',
    [
      ...['SeriesInstanceUID', 'StudyInstanceUID', 'SOPInstanceUID', 'FrameOfReferenceUID'],
      ...['MediaStorageSOPInstanceUID', 'ReferencedSOPInstanceUID', 'IrradiationEventUID'],
    ],
  ],
  ['serial', ['DeviceSerialNumber', 'DetectorID', 'GradientCoilSerial']],
  ['station', ['StationName', 'ScheduledStationName', 'PerformedStationName']],
  [
    'institution',
    ['InstitutionName', 'InstitutionalDepartmentName', 'SiteName', 'PerformedLocation'],
  ],
  ['address', ['InstitutionAddress', 'PatientAddress', 'ReferringPhysicianAddress']],
  ['postcode', ['PatientPostcode']],
  ['phone, international', ['PatientTelephoneNumbers', 'EmergencyContactPhone']],
  ['email', ['PatientTelecomInformation', 'contactEmail']],
  [
    'date, compact',
    [
      ...['PatientBirthDate', 'StudyDate', 'SeriesDate', 'ContentDate', 'AcquisitionDate'],
      ...['InstanceCreationDate', 'ScanDate', 'DateOfLastCalibration', 'LastMenstrualDate'],
      'PerformedProcedureStepStartDate',
    ],
  ],
  ['date, ISO', ['PatientDoB', 'birth_date', 'dateOfBirth']],
  ['date and time', ['AcquisitionDateTime', 'FrameAcquisitionDateTime', 'Created']],
  [
    'time',
    [
      ...['AcquisitionTime', 'StudyTime', 'SeriesTime', 'ContentTime', 'PatientBirthTime'],
      ...['TimeZero', 'MolarActivityMeasTime', 'ConversionTime'],
    ],
  ],
  [
    'prose',
    [
      ...['ProtocolName', 'SeriesDescription', 'StudyDescription', 'ImageComments'],
      ...['PatientComments', 'ConversionComments', 'AdditionalPatientHistory', 'MedicalAlerts'],
      ...['Allergies', 'SubjectArtefactDescription', 'Instructions', 'TaskDescription'],
      ...['RequestedProcedureDescription', 'ProcedureStepDescription', 'WipMemBlock'],
      ...['OtherAcquisitionParameters', 'FmriExternalInfo', 'ConsistencyInfo'],
    ],
  ],
  ['path', ['OriginalFile', 'Code', 'Sources', 'RawSources', 'stim_file', 'ConversionCommand']],
  ['host', ['ConversionHost', 'Hostname']],
  ['ip', ['ServerAddress']],
  ['mac', ['HardwareAddress']],
  ['login', ['User', 'ConversionUser']],
  ['token', ['clientSecret', 'ApiToken']],
  ['url with a password', ['CodeURL', 'DownloadURL']],
  ['ssn', ['SocialSecurityNumber']],
  ['nhs', ['NHSNumber']],
]

/** Every field that names somebody, each with a secret of its own. */
export function plantFields(planter: Planter, place: string): Json {
  const json: Json = {}
  for (const [kind, keys] of FIELDS) {
    for (const key of keys) json[key] = planter.plant(kind, `${place}, ${key}`)
  }
  return json
}

/** Blocks in which converters keep what the scanner said, and other places at depth. */
export function plantBlocks(planter: Planter, place: string): Json {
  const at = (kind: Kind, where: string) => planter.plant(kind, `${place}, ${where}`)
  return {
    global: {
      const: {
        PatientName: at('name of DICOM', 'global.const'),
        StudyID: at('accession', 'global.const'),
      },
      slices: { ContentTime: [at('time', 'global.slices')] },
    },
    time: {
      samples: { AcquisitionTime: [at('time', 'time.samples')], X: at('uid', 'time.samples') },
    },
    vector: { samples: { WindowCenter: at('name of DICOM', 'vector.samples') } },
    CsaSeries: { MrPhoenixProtocol: { sName: at('given and family', 'CsaSeries') } },
    'CsaImage.UsedPatientWeight': at('bare number', 'CsaImage'),
    BidsGuess: ['anat', `_acq-${at('family', 'BidsGuess')}_T1w`],
    bids_meta: { subject_id: at('record number', 'bids_meta') },
    provenance: { host: at('host', 'provenance'), md5sum: at('bare number', 'provenance') },
    HeudiconvVersion: at('path', 'HeudiconvVersion'),
    Deep: { a: [{ b: { c: [[at('given and family', 'five levels down')]] } }] },
    SourceImageSequence: [{ ReferencedSOPInstanceUID: at('uid', 'a sequence') }],
  }
}

/** Keys that may stay, with values that may not, of a wrong type or in the middle of a right one. */
export function plantTyped(planter: Planter, place: string): Json {
  const at = (kind: Kind, where: string) => planter.plant(kind, `${place}, ${where}`)
  return {
    MagneticFieldStrength: {
      value: 3,
      PatientName: at('name of DICOM', 'an object for a number'),
    },
    InversionTime: at('name of DICOM', 'text for a number'),
    EffectiveEchoSpacing: Number(at('date, compact', 'a number that is a day')),
    DwellTime: Number(at('bare number', 'a number that names somebody')),
    NumberShots: [1, at('family', 'a list for a number')],
    MRAcquisitionType: at('given and family', 'an enumeration'),
    PartialFourierDirection: at('family', 'an enumeration'),
    PatientPosition: at('given', 'an enumeration'),
    NonlinearGradientCorrection: at('date, ISO', 'text for a truth'),
    Manufacturer: at('institution', 'a technical text'),
    ManufacturersModelName: `Prisma of ${at('family', 'the middle of a technical text')}`,
    ImageType: ['ORIGINAL', 'PRIMARY', at('family', 'a list of terms')],
    SequenceName: `tfl3d_${at('family', 'a name of a sequence')}`,
    PulseSequenceType: at('given', 'a technical text'),
    ScanningSequence: at('name in capitals', 'a technical text'),
    ReceiveCoilName: `HeadNeck_${at('serial', 'a name of a coil')}`,
    SoftwareVersions: `syngo MR ${at('date, ISO', 'a version')}`,
    CoilString: at('initial and family', 'a technical text'),
    B0FieldIdentifier: at('family', 'an identifier'),
    ConversionSoftware: at('path', 'a technical text'),
    ShimSetting: [Number(at('date, compact', 'a list of numbers')), 1],
    DeidentificationMethod: [`by ${at('given and family', 'a list of methods')}`],
    DeidentificationMethodCodeSequence: [{ CodeMeaning: at('date, words', 'a list of codes') }],
    IntendedFor: [at('path', 'a reference'), `bids::sub-${at('family', 'a URI')}/anat/x.nii.gz`],
    TaskName: at('given and family', 'the name of a task'),
    CogAtlasID: `https://www.cognitiveatlas.org/task/id/${at('login', 'an address')}`,
    [at('family', 'a key')]: 1,
    [`${at('given and family', 'a key')} score`]: 3,
    [at('email', 'a key')]: true,
  }
}
