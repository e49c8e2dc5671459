import t from 'tap'
import { detect } from '../../../src/audit/detect.js'

const rules = (text: string) => [...new Set(detect(text).map(({ rule }) => rule))]

t.test('passwords, tokens and keys are found as programs and people write them', async (t) => {
  for (const text of [
    ...['password = "Nordlys#88"', "api_key: 'A8F3C2D1E4B5'", 'POSTGRES_PASSWORD=Nordlys88'],
    ...[
      'https://jane:Nordlys88@host.org/x',
      'mysql -u x -pNordlys88 study',
      'sshpass -p Nordlys88',
    ],
    ...['curl -u jane:Nordlys88 x', "auth=('jane', 'Nordlys88')", 'passwort: Nordlys88'],
    ...['AKIAZ7XQ2M4LPT6VRB3C', '-----BEGIN OPENSSH PRIVATE KEY-----', `ghp_${'a1'.repeat(12)}`],
  ]) {
    t.ok(rules(text).includes('CREDENTIAL'), text)
  }
})

t.test('instructions, variables and calls are none', async (t) => {
  for (const text of [
    ...['password = "<your password>"', "password = os.environ['X']", 'password: $PASSWORD'],
    ...[
      'token = get_token()',
      'password = getpass.getpass()',
      'token_type = bearer',
      'secret=args.key',
    ],
    ...['https://$USER:$PASS@host.org/x', 'tokens: 512', 'PASSWORD=xxx'],
  ]) {
    t.notOk(rules(text).includes('CREDENTIAL'), text)
  }
})
