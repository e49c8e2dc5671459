import { createHash } from 'node:crypto'
import { Eta } from 'eta'
import { SCRIPT } from './script.js'
import { STYLE } from './style.js'
import { TEMPLATES } from './templates.js'
import { visible } from './visible.js'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as content or quoted attribute of a page: no markup, and nothing that hides or turns around. */
export function escapeHtml(value: unknown): string {
  return visible(String(value)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const eta = new Eta({ autoEscape: true, autoTrim: false, escapeFunction: escapeHtml })
for (const [name, template] of Object.entries(TEMPLATES)) eta.loadTemplate(`@${name}`, template)

/** What a page may load. Everything else is refused by the browser, also what markup in a name would ask for. */
export type PageKind =
  /** One file with all that it needs in it. */
  | 'alone'
  /** Pictures and the viewer lie beside it. */
  | 'beside'

/** Renders a template as a whole page. */
export function renderPage(template: string, kind: PageKind, data: object): string {
  return eta.render(`@${template}`, {
    ...data,
    style: STYLE,
    script: SCRIPT,
    policy: describePolicy(kind),
  })
}

function describePolicy(kind: PageKind): string {
  const beside = kind === 'beside'
  return [
    "default-src 'none'",
    // niivue sets styles by script, which this does not cover, and decodes in workers that it makes of its own text.
    `style-src ${hash(STYLE)}`,
    `script-src ${hash(SCRIPT)}${beside ? " 'self'" : ''}`,
    `img-src data:${beside ? " 'self' blob:" : ''}`,
    ...(beside ? ["connect-src 'self' blob: data:", 'worker-src blob:'] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
