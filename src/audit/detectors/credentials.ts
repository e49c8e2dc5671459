import { anyOf, type Detector } from './detector.js'

/** What stands in instructions, and in programs that fetch a secret from elsewhere. */
const PLACEHOLDER =
  /^["'(<{[]*(?:(?:your|my|some|the|a|an|is|in|to|of|for|and|or|null|none|true|false|undefined|str|string|pass|password|token|secret|env|process|input|prompt|args|self)(?![A-Za-z0-9])|your[_-]|my[_-]?(?:pass|secret|token)|x{3,}|\*+|\.{2,}|changeme|example|os\.|env\.|getenv|process\.|getpass|args\.|self\.|\$|%|<|\{|\()/i

const WORD =
  'password|passwort|passwd|passphrase|kennwort|contrase(?:ñ|n)a|senha|wachtwoord|mot[ _]de[ _]passe|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|api[_-]?token|pwd'

/** Passwords, tokens and keys. */
export const CREDENTIALS: readonly Detector[] = [
  {
    rule: 'CREDENTIAL',
    what: 'an address with a password in it',
    needs: '://',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:"'<>]{1,80}:[^\s/@"'<>]{1,200}@[\w.-]+/gi,
    isMeant: (found) => !PLACEHOLDER.test(/:\/\/[^:]*:([^@]*)@/.exec(found)?.[1] ?? ''),
  },
  {
    rule: 'CREDENTIAL',
    what: 'a password, secret, token or key that is set to something',
    pattern: new RegExp(
      `(?<![$\\w{-])(?:\\w{0,40}[_-])?(?:${WORD})["']?[ \\t]{0,4}(?:=>|[:=])[ \\t]{0,4}["']?[^\\s"',;]{4,}`,
      'gi',
    ),
    isMeant: (found) => isSecret(found.replace(/^[^:=]*(?:=>|[:=])[ \t]*["']?/, '')),
  },
  {
    rule: 'CREDENTIAL',
    what: 'a long token of letters and digits, and a password among the variables of a shell',
    pattern: anyOf([
      `\\b\\w{0,40}token["']?[ \\t]{0,4}(?:=>|[:=])[ \\t]{0,4}["']?(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])[\\w-]{16,}`,
      `\\b[A-Z][A-Z0-9_]{0,40}_(?:PASS|PASSWD|PW|TOKEN|SECRET|KEY)=["']?[^\\s"'$]{6,}`,
    ]),
    isMeant: (found) => isSecret(found.replace(/^[^:=]*(?:=>|[:=])[ \t]*["']?/, '')),
  },
  {
    rule: 'CREDENTIAL',
    what: 'a password that is handed to a program or a request',
    pattern: anyOf([
      `\\b(?:curl|wget|http)\\b[^\\n]{0,200}\\s(?:-u|--user)[ =]["']?[^\\s:"'$]{1,60}:[^\\s"'$]{3,}`,
      `\\bsshpass[ \\t]+-p[ \\t]*["']?[^\\s"'$]{3,}`,
      `\\bmysql(?:dump)?\\b[^\\n]{0,100}\\s-p[^\\s"'$]{3,}`,
      `\\bauth[ \\t]?=[ \\t]?\\(["'][^"'\\n]{1,60}["'], ?["'][^"'\\n]{3,60}["']\\)`,
      `\\bAuthorization["']?[ \\t]?[:=][ \\t]?["']?Basic [A-Za-z0-9+/]{8,}={0,2}`,
    ]),
    isMeant: (found) => isSecret(/[^\s:"',(]+["']?\)?$/.exec(found)?.[0] ?? ''),
  },
  {
    rule: 'CREDENTIAL',
    what: 'tokens and keys of known services, and private keys',
    pattern:
      /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{18,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}|\bsk-[A-Za-z0-9_-]{20,}|\bAIza[\w-]{35}|\bhf_[A-Za-z0-9]{30,}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,}|-----BEGIN [A-Z ]{0,30}PRIVATE KEY|\bBearer [A-Za-z0-9._~+/-]{20,}/g,
  },
]

/** A value that is no placeholder, no call of a function and no variable of a program. */
function isSecret(value: string): boolean {
  return !PLACEHOLDER.test(value) && !/^[\w.]+\(|^\w+\[/.test(value)
}
