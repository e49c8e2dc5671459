import t from 'tap'
import { detect } from '../../../src/audit/detect.js'

const rules = (text: string) => [
  ...new Set(detect(text, { isValue: true }).map(({ rule }) => rule)),
]

t.test('folders of homes, shares and drives are found', async (t) => {
  for (const path of [
    ...[
      '/home/okonkwo',
      '/homes/3/okonkwo/raw',
      '/usr/people/okonkwo/x.dcm',
      '/net/share/okonkwo/x',
    ],
    ...[
      '/Volumes/OKONKWO_USB/x',
      '~okonkwo/raw/x.dcm',
      'D:\\Study\\Okonkwo\\x.ima',
      '\\\\nas03\\mri\\x',
    ],
    ...['C:/Users/okonkwo/Desktop', '/lab_imaging/okonkwo/raw', 'file:///x/y/z'],
  ]) {
    t.same(rules(path), ['LOCAL_PATH'], path)
  }
  for (const path of [
    ...['/usr/local/bin/python', 'sub-01/anat/sub-01_T1w.nii.gz', 'bids::sub-01/anat/x.nii.gz'],
    ...['https://example.org/home/page/x', '/home/user/data', 'a/b/c and/or', '~/.bashrc'],
  ]) {
    t.same(rules(path), [], path)
  }
})

t.test('hosts and addresses are found, versions are not', async (t) => {
  for (const text of [
    ...['192.168.12.34', '10.1.2.3', '84.12.33.7', '001B.6384.45E6', '00:1b:63:84:45:e6'],
    ...[
      'smb://nas03/mri',
      'nas03:/volume1/mri/okonkwo',
      'wije@nas03.klinik.de:/data/x',
      'mrc1.local',
    ],
  ]) {
    t.match(rules(text).join(), 'HOST_OR_ACCOUNT', text)
  }
  for (const text of [
    'FSL 6.0.5.1',
    '5.3.1\\5.3.1.2',
    '2019.1204.1200',
    '3.2.51.4 x64',
    'doi:/10.1/x/y',
  ]) {
    t.notMatch(rules(text).join(), 'HOST_OR_ACCOUNT', text)
  }
})
