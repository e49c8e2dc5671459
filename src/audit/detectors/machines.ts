import { anyOf, type Detector } from './detector.js'

/** What stands behind the version of a program: `3.2.51.4 x64`. */
const ARCHITECTURE = /^ ?\(?(?:x64|x86|amd64|arm64|(?:32|64)-?bit)\b/i

/** Names of users that stand in instructions. */
const NOBODY = /^(?:user(?:name)?|me|you|your\w*|name|someone|path|to|jovyan|root|runner|\W.*)$/i

/** Folders at the root of a machine that hold those of people and projects. */
const SHARES =
  'home|homes|Users|data|mnt|media|scratch|lscratch|export|nfs|Volumes|projects?|work|storage|archive|gpfs|lustre|beegfs|ceph|netapp|autofs|afs|net|cluster|groups?|labs?|labshare|lab[_-]\\w+|people|staff|srv|shares?|shared|raid|disks?|hdd|ssd|nas|pool|tank|vol\\d+|volume\\d+|u\\d+|research|imaging|rawdata|usr\\/(?:people|users|home)'
const BEFORE_PATH = '(?<![\\w./:~}-])'

/** Ends of addresses that are no endings of files (`.py`, `.sh`, `.pl`, `.md`, `.rs`). */
const DOMAINS =
  'edu|gov|mil|com|net|org|ac|de|fr|be|nl|ch|at|it|es|pt|uk|ie|se|no|dk|fi|cz|sk|hu|ro|bg|gr|tr|il|ca|us|mx|br|ar|cl|au|nz|jp|cn|kr|in|sg|hk|tw|za|ru|ua|eu|lu|ee|lv|lt|si|hr'

/** What tells of a machine, its network and its folders. */
export const MACHINES: readonly Detector[] = [
  {
    rule: 'UID_PRESENT',
    what: 'DICOM unique identifiers, other than those of the standard itself',
    pattern:
      /(?<![\w.]|\d\.)[0-2](?:\.(?:0|[1-9]\d{0,38})){4,20}(?![\w.]?\d)|(?<=[A-Za-z]\.)[0-2](?:\.(?:0|[1-9]\d{0,38})){7,20}(?![\w.]?\d)/g,
    isMeant: (found) => found.length >= 16 && !found.startsWith('1.2.840.10008.'),
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    what: 'network addresses (IPv4, IPv6) and hardware addresses (MAC)',
    pattern:
      /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]?\d)|(?<![\w:-])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:-])|(?<![\w:-])(?:[0-9a-f]{2}-){5}[0-9a-f]{2}(?![\w:-])|(?<![\w:.])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:.])|(?<![\w:.])(?:fe80|fd[0-9a-f]{2}|2[0-9a-f]{3})::?(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{1,4}(?![\w:.])/gi,
    isMeant: (found, text, at) =>
      !/^(?:0\.0\.0\.0|127\.0\.0\.1|255\.|[01]\.\d\.\d+\.\d+$)/.test(found) &&
      !isLikeVersion(found) &&
      !/(?:v|ver|version|release)[ ."':=]{0,4}$/i.test(text.slice(Math.max(0, at - 14), at)) &&
      !ARCHITECTURE.test(text.slice(at + found.length, at + found.length + 12)),
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    what: 'hardware addresses as switches write them',
    pattern: /(?<![\w.-])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\w.-])/gi,
    isMeant: (found) => /[a-f]/i.test(found) && /\d/.test(found),
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    what: 'hosts of an internal network, and accounts on a host',
    pattern:
      /\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:local|lan|internal|intranet|localdomain|corp)\b(?![(=/])|\b[a-z_][\w.-]{0,31}@[\w-]{2,63}(?:\.[\w-]{1,63}){0,5}:[~/]|\b(?:ssh|smb|cifs|afp|nfs|sftp|ria\+ssh):\/\/[^\s"'<>]{3,200}/gi,
    isMeant: (found) => !/^git@(?:github|gitlab|bitbucket)|^[\w.]*self\.|^this\./i.test(found),
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    what: 'what programs write of where they ran: the line of `uname`, a prompt, files of a crash, numbered computers of a domain',
    pattern: anyOf([
      '\\b(?:Linux|Darwin|FreeBSD) (?!version|kernel|release)[\\w.-]{2,63} \\d{1,2}\\.\\d{1,3}(?=[.-]\\d)',
      '\\[[a-z_][\\w.-]{1,31}@[\\w.-]{2,63}: ',
      '\\b(?:run|started|executed|processed|created|submitted) by [a-z_][\\w.-]{2,31} (?:on|at) (?=[a-z-]*[\\d.])[a-z][\\w.-]{2,62}\\b',
      '(?<=^|[\\t\\r\\n",;|])[A-Z][A-Z\\d-]{2,15}\\\\{1,2}[a-z][a-z\\d._-]{2,31}(?=$|[\\t\\r\\n",;|])',
      '\\bcrash-\\d{8}-\\d{6}-\\w[\\w.]{0,31}-',
      '(?<![\\w.@/:-])[a-z_][\\w.-]{1,31}@[a-z][a-z_-]+\\d{1,6}(?![\\w@-]|\\.\\d)',
      `(?<![\\w.@/-])[a-z][a-z-]{1,30}\\d{1,6}(?:\\.[a-z][a-z\\d-]{1,40}){1,4}\\.(?:${DOMAINS})(?![\\w.@/-])`,
    ]),
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    what: 'a folder of another host: `host:/folder/file`',
    pattern:
      /(?<![\w./$:{}-])(?!bids|doi|file|docker|https?|urn)[a-z][\w.-]{2,62}:\/(?!\/)[\w.+-]+\/[\w.+-]+/gi,
    onlyInValues: true,
  },
  {
    rule: 'LOCAL_PATH',
    what: 'paths of a machine: homes, shares, drives',
    pattern: anyOf(
      [
        `\\bfile:\\/{2,3}[^\\s"'<>]{2,}`,
        `${BEFORE_PATH}\\/(?:${SHARES})\\d{0,3}\\/[\\w.+@ -]{1,80}\\/[\\w.+@*-]+`,
        `${BEFORE_PATH}\\/(?:homes?|Users|Volumes)\\/[\\w.+@-]{2,80}`,
        `${BEFORE_PATH}\\/(?:private\\/)?(?:tmp|var)\\/[\\w.+@-]+\\/[\\w.+@-]+`,
        `(?<![\\w.~/\\\\])~[a-z_][\\w.-]{1,31}\\/[\\w.+-]+`,
        `(?<![\\w.])[A-Z]:(?:\\\\\\\\?|\\/)[\\w.+@ -]{1,80}(?:\\\\|\\/)[\\w.+@-]+`,
        `(?<![\\w\\\\])\\\\\\\\[\\w.-]{2,63}\\\\[\\w$.-]+`,
      ],
      'i',
    ),
    isMeant: (found) => {
      const user = /^\/(?:homes?|Users)\/([^/]+)|^~([^/]+)/i.exec(found)
      return user === null || !NOBODY.test(user[1] ?? user[2])
    },
  },
  {
    rule: 'DEVICE_SERIAL',
    what: 'a number behind a word such as "serial" or "S/N"',
    pattern:
      /(?<![\p{L}\d])(?:serial(?:[ _-]?(?:no|nr|number))?|S\/N|SN)[ #:.=]{1,4}(?=[\p{L}-]{0,6}\d)[\p{L}\d-]{4,24}(?![\p{L}\d])/giu,
    // `serial = 1234` is a setting of a program
    isMeant: (found) => /^S\/?N|no|nr|number/i.test(found) || !/[ =:.#]\d{1,4}$/.test(found),
  },
]

/** Four small numbers are more often a version (`FSL 6.0.5.1`) than an address, but in networks of a house. */
function isLikeVersion(found: string): boolean {
  const parts = found.split('.').map(Number)
  if (parts.length !== 4 || parts.some(Number.isNaN) || parts[0] === 10) return false
  return parts.every((part) => part < 32)
}
