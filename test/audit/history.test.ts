import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { judgeHistories } from '../../src/audit/history.js'
import { hasGit } from '../helpers/git.js'
import { ORIGINALS } from '../helpers/look.js'

const judge = (absolute: string) =>
  judgeHistories([{ path: '.git', absolute, kind: 'history', size: 0 }], ORIGINALS)

const skip = hasGit() ? false : 'git is not at hand'

function makeHistory(t: Test, versions: readonly Record<string, string>[]): string {
  const root = t.testdir({})
  const git = (...words: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Jane Roe', '-c', 'user.email=jane@example.org', ...words],
      { cwd: root },
    )
  git('init', '-q')
  for (const [n, files] of versions.entries()) {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
    git('add', '-A')
    git('commit', '-qm', `version ${n}`)
  }
  return join(root, '.git')
}

t.test('a history in which nothing was found is a note', { skip }, async (t) => {
  const git = makeHistory(t, [
    { 'x.json': '{"EchoTime": 0.003}' },
    { 'x.json': '{"EchoTime": 0.004}', README: 'By Jane Roe\n' },
  ])
  t.match(await judge(git), [{ rule: 'GIT_HISTORY', level: 'note', message: /Every object/ }])
})

t.test('what was deleted is found by what it was: a table, JSON, a page', { skip }, async (t) => {
  for (const text of [
    'id\tx\tsurname\n1\t2\tWijesinghe\n',
    '{"subject": {"name": "Wijesinghe"}}',
    '<p name="PatientName">Wijesinghe</p>',
  ]) {
    const git = makeHistory(t, [{ 'x.txt': text }, { 'x.txt': 'gone\n' }])
    const found = await judge(git)
    t.match(found, [{ where: 'history: PERSON_NAME', level: 'error' }], text)
    t.notMatch(JSON.stringify(found), 'Wijesinghe')
  }
})

t.test('what could not be read is told with its number and reason', { skip }, async (t) => {
  const git = makeHistory(t, [{ 'x.json': '{}' }])
  execFileSync(
    'sh',
    ['-c', 'f=$(find objects -type f | head -1); chmod +w "$f"; printf broken > "$f"'],
    { cwd: git },
  )
  t.match(await judge(git), [{ where: 'objects', level: 'error', message: /damaged.*: 1\./ }])
})

t.test('a history elsewhere is named', async (t) => {
  const root = t.testdir({ '.git': 'gitdir: /srv/x/.git\n' })
  const rules = (await judge(join(root, '.git'))).map(({ rule }) => rule)
  t.same(rules, ['GIT_HISTORY', 'LOCAL_PATH'])
})
