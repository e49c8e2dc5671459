/** The one style sheet of all pages. No font, picture or script comes from elsewhere. */
export const STYLE = `
:root { --ink: #1a1d21; --soft: #565d66; --line: #d9dde2; --tint: #f5f6f8;
  --pass: #146c37; --fail: #a4161a; --warn: #8a5300; --note: #3d5a80; --link: #0b5394 }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif }
main, header > div, footer { max-width: 74rem; margin: 0 auto; padding: 0 1.5rem }
header { border-bottom: 1px solid var(--line); padding: 1.75rem 0 1.25rem; margin-bottom: 1.5rem }
h1 { font-size: 1.05rem; font-weight: 600; letter-spacing: .01em; margin: 0 0 .75rem; color: var(--soft) }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; line-height: 1.25 }
h3 { font-size: 1.05rem; margin: 0; line-height: 1.35 }
p { margin: .4rem 0; max-width: 46rem }
a { color: var(--link) }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code, .file { font: .9em/1.45 ui-monospace, "Noto Sans Mono", "DejaVu Sans Mono", monospace;
  overflow-wrap: anywhere }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; top: .5rem }
.verdict { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; align-items: center; margin: 0; max-width: none;
  font-size: 1.7rem; font-weight: 650; line-height: 1.25 }
.badge { display: inline-block; padding: .05em .6em .1em; border-radius: .3em; border: 2px solid currentColor;
  font-size: .8rem; font-weight: 650; white-space: nowrap; line-height: 1.6 }
.verdict .badge { font-size: 1.35rem; letter-spacing: .04em }
summary .count { border-color: var(--line); color: var(--soft) }
.pass { color: var(--pass) } .fail, .error { color: var(--fail) }
.warning, .not-assessable { color: var(--warn) } .note { color: var(--note) }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2.25rem; list-style: none; padding: 0; margin: 1.1rem 0 0 }
.facts b { display: block; font-size: 1.35rem; line-height: 1.2; font-variant-numeric: tabular-nums }
.facts li { color: var(--soft); font-size: .9rem }
.facts b { color: var(--ink) }
.todo { padding-left: 1.4rem; max-width: 50rem } .todo li { margin: .45rem 0; padding-left: .2rem }
table { border-collapse: collapse; width: 100%; font-size: .93rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0;
  border-bottom: 1px solid var(--line) }
td.file { width: 40% } td.place { width: 18% }
th { font-weight: 600; color: var(--soft); font-size: .85rem }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0 }
summary { padding: .6rem .9rem; cursor: pointer; background: var(--tint); border-radius: .4rem }
summary h3 { display: inline; margin-left: .3rem } summary .badge { margin-left: .5rem }
details > div { padding: .6rem .9rem .9rem }
.images { display: grid; gap: 1.5rem; padding: 0; list-style: none; margin: 1rem 0 }
.image { border: 1px solid var(--line); border-radius: .4rem; overflow: hidden; break-inside: avoid;
  display: grid; grid-template-columns: minmax(0, 1fr) auto }
.image > .facts-of { padding: .9rem 1.1rem; min-width: 0 }
.image dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .9rem; margin: .7rem 0 0; font-size: .9rem }
.image dt { color: var(--soft) } .image dd { margin: 0 }
.pictures { display: flex; gap: 1px; background: var(--line); align-items: stretch }
figure { margin: 0; background: #fff; display: flex; flex-direction: column }
figure img { display: block; width: 200px; height: 200px; object-fit: contain; background: #fff }
figure img.slice { background: #000 }
figcaption { font-size: .78rem; color: var(--soft); padding: .2rem .5rem .3rem; text-align: center }
.large .image { display: block } .large table { width: auto } .large th, .large td { padding-right: 2rem }
.large .pictures { display: grid; grid-template-columns: repeat(3, 1fr); border-top: 1px solid var(--line) }
.large figure img { width: 100%; height: auto; aspect-ratio: 1 } .large h2, .large table { margin-top: 1rem }
.plain { padding-left: 1.2rem; font-size: .93rem }
footer { color: var(--soft); font-size: .88rem; border-top: 1px solid var(--line); margin-top: 3rem;
  padding-top: 1rem; padding-bottom: 2rem }
@media (max-width: 62rem) { .image { display: block }
  .pictures { display: grid; grid-template-columns: repeat(3, 1fr); border-top: 1px solid var(--line) }
  figure img { width: 100%; height: auto; aspect-ratio: 1 } }
@media print { body { font-size: 10.5pt } header { padding-top: 0 } a { color: inherit; text-decoration: none }
  main, header > div, footer { max-width: none; padding: 0 } .skip { display: none }
  .pictures { max-width: 15cm } .large .pictures { max-width: none }
  h2 { break-after: avoid } details { break-inside: avoid-page } * { print-color-adjust: exact } }
`
