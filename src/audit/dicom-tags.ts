/** Elements of DICOM that tell of a person, a place, a device or a day, by tag. PS3.6; PS3.15, table E.1-1. */
const TAGS = `
00080012 InstanceCreationDate, 00080013 InstanceCreationTime, 00080014 InstanceCreatorUID,
00080018 SOPInstanceUID, 00080020 StudyDate, 00080021 SeriesDate, 00080022 AcquisitionDate, 00080023 ContentDate,
0008002A AcquisitionDateTime, 00080030 StudyTime, 00080031 SeriesTime, 00080032 AcquisitionTime,
00080033 ContentTime, 00080050 AccessionNumber, 00080054 RetrieveAETitle, 00080080 InstitutionName,
00080081 InstitutionAddress, 00080082 InstitutionCodeSequence, 00080090 ReferringPhysicianName,
00080092 ReferringPhysicianAddress, 00080094 ReferringPhysicianTelephoneNumbers, 00081010 StationName,
00081030 StudyDescription, 0008103E SeriesDescription, 00081040 InstitutionalDepartmentName,
00081048 PhysiciansOfRecord, 00081050 PerformingPhysicianName, 00081060 NameOfPhysiciansReadingStudy,
00081070 OperatorsName, 00081155 ReferencedSOPInstanceUID, 00100010 PatientName, 00100020 PatientID,
00100021 IssuerOfPatientID, 00100030 PatientBirthDate, 00100032 PatientBirthTime,
00100050 PatientInsurancePlanCodeSequence, 00101000 OtherPatientIDs, 00101001 OtherPatientNames,
00101002 OtherPatientIDsSequence, 00101005 PatientBirthName, 00101040 PatientAddress, 00101060 PatientMotherBirthName,
00101080 MilitaryRank, 00101081 BranchOfService, 00101090 MedicalRecordLocator, 00102000 MedicalAlerts,
00102110 Allergies, 00102150 CountryOfResidence, 00102152 RegionOfResidence, 00102154 PatientTelephoneNumbers,
00102155 PatientTelecomInformation, 00102160 EthnicGroup, 00102180 Occupation, 001021B0 AdditionalPatientHistory,
001021C0 PregnancyStatus, 001021D0 LastMenstrualDate, 001021F0 PatientReligiousPreference, 00102297 ResponsiblePerson,
00104000 PatientComments, 00181000 DeviceSerialNumber, 00181002 DeviceUID, 00181030 ProtocolName,
00181200 DateOfLastCalibration, 00181201 TimeOfLastCalibration, 0020000D StudyInstanceUID,
0020000E SeriesInstanceUID, 00200010 StudyID, 00200052 FrameOfReferenceUID, 00204000 ImageComments,
00321032 RequestingPhysician, 00321033 RequestingService, 00321060 RequestedProcedureDescription,
00324000 StudyComments, 00380010 AdmissionID, 00380300 CurrentPatientLocation, 00380400 PatientInstitutionResidence,
00384000 VisitComments, 00400006 ScheduledPerformingPhysicianName, 00400241 PerformedStationAETitle,
00400242 PerformedStationName, 00400243 PerformedLocation, 00400244 PerformedProcedureStepStartDate,
00400245 PerformedProcedureStepStartTime, 00400250 PerformedProcedureStepEndDate, 00400251 PerformedProcedureStepEndTime,
00400253 PerformedProcedureStepID, 00401001 RequestedProcedureID, 00402016 PlacerOrderNumber,
00402017 FillerOrderNumber, 0040A075 VerifyingObserverName, 0040A123 PersonName, 00880140 StorageMediaFileSetUID`

const KEYWORDS: ReadonlyMap<string, string> = new Map(
  TAGS.split(',').map((row): [string, string] => {
    const [tag = '', keyword = ''] = row.trim().split(/\s+/)
    return [tag, keyword]
  }),
)

/** The keyword of an element; undefined when it is not in the table. */
export function dicomKeyword(tag: string): string | undefined {
  return KEYWORDS.get(tag.toUpperCase())
}

const SPELLED_TAG = /^(?:dicom_)?\(?(?:0x)?([0-9a-f]{4})[,:_ ]*(?:el_)?(?:0x)?([0-9a-f]{4})\)?$/i

/** The keyword behind a key that spells a tag: `00100010`, `(0010,0010)`, `dicom_0x0010:el_0x0010`. */
export function keywordOfKey(key: string): string | undefined {
  const [, group, element] = SPELLED_TAG.exec(key.trim()) ?? []
  return group === undefined ? undefined : dicomKeyword(`${group}${element}`)
}
