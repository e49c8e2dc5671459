import { type Finding, finding } from '../rules.js'
import { detect } from './detect.js'
import type { LookContext } from './look-context.js'

/** `BACKEND-s<size>-m<time>-S<chunk>-C<chunk>--name`. git-annex, internals: key format. */
const KEY = /^([A-Z][A-Z0-9_]*)((?:-[smSC]\d+)*)--(.+)$/s

/** Reads the key of an annexed file off the path of its object: some kinds hold names, times or addresses. */
export function lookAtAnnexKey(
  target: string,
  file: string,
  { originals }: Pick<LookContext, 'originals'>,
): Finding[] {
  const [, backend = '', fields = '', name = ''] = KEY.exec(target.replace(/^.*\//s, '')) ?? []
  const found: Finding[] = []
  if (originals.isIn(name)) found.push(finding('ORIGINAL_ID_IN_NAME', file, 'annex key'))
  if (/-m\d+/.test(fields)) found.push(finding('DATE_NOT_SHIFTED', file, 'annex key', TIME))
  if (backend === 'URL') {
    found.push(finding('HOST_OR_ACCOUNT', file, 'annex key', ADDRESS, 'warning'))
  }
  if (backend === 'URL' || backend === 'WORM') {
    // slashes and colons of an address are written in a way of their own
    const text = name.replaceAll('&c', ':').replaceAll('%', '/').replaceAll('_', ' ')
    found.push(
      ...detect(text, { isValue: true }).map(({ rule }) => finding(rule, file, 'annex key')),
    )
  }
  return found
}

const TIME = 'The key of the annexed file holds the time of the original file.'
const ADDRESS = 'The key of the annexed file holds the address that it came from.'
