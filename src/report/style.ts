/** The one style sheet of all pages. No font, picture or script comes from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1a1d21; --soft: #565d66; --line: #d9dde2; --tint: #f5f6f8;
  --pass: #146c37; --fail: #a4161a; --warn: #8a5300; --note: #3d5a80; --link: #0b5394; --bar: #4a7ab0 }
@media (prefers-color-scheme: dark) { :root { --page: #15181c; --ink: #e8eaed; --soft: #a9b1bb; --line: #3a4048;
  --tint: #20252b; --pass: #6fce8f; --fail: #ff8f8c; --warn: #f0b35e; --note: #9dbbe3; --link: #8ab8f0; --bar: #7ba4d4 } }
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
body { margin: 0; overflow-wrap: break-word; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif }
main, header > div, footer { max-width: 74rem; margin: 0 auto; padding: 0 1.5rem }
header { border-bottom: 1px solid var(--line); padding: 1.75rem 0 1.25rem; margin-bottom: 1.5rem }
.kicker { font-size: 1.05rem; font-weight: 600; letter-spacing: .01em; margin: 0 0 .75rem; color: var(--soft) }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25 }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; line-height: 1.25 }
h3 { font-size: 1.05rem; margin: 0; line-height: 1.35 }
p { margin: .4rem 0; max-width: 46rem }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code, .file { font: .9em/1.45 ui-monospace, "Noto Sans Mono", "DejaVu Sans Mono", monospace;
  overflow-wrap: anywhere; unicode-bidi: isolate }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; top: .5rem }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
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
td { overflow-wrap: anywhere } td.file { width: 40% } td.place { width: 18% }
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
.image:target { outline: 3px solid var(--link); outline-offset: 2px }
.pictures { display: flex; gap: 1px; background: var(--line); align-items: stretch }
figure { margin: 0; background: var(--page); display: flex; flex-direction: column }
figure img { display: block; width: 200px; height: 200px; flex: none; object-fit: contain; background: #fff }
figure img.slice { background: #000 }
figcaption { font-size: .78rem; color: var(--soft); padding: .2rem .5rem .3rem; text-align: center }
.large .image { display: block } .large table { width: auto } .large th, .large td { padding-right: 2rem }
.large .pictures { display: grid; grid-template-columns: repeat(3, 1fr); border-top: 1px solid var(--line) }
.large figure img { width: 100%; height: auto; aspect-ratio: 1 } .large h2, .large table { margin-top: 1rem }
.plain { padding-left: 1.2rem; font-size: .93rem }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; padding: 0; margin: 1.5rem 0 0; font-size: .93rem }
header nav { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin-top: .9rem }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem }
.chart { border: 1px solid var(--line); border-radius: .4rem; padding: .9rem 1.1rem; break-inside: avoid }
.chart { overflow-x: auto } .plot { width: 100%; min-width: 20rem; height: auto; display: block; margin: .6rem 0; font-size: 13px }
.plot text { fill: var(--ink) } .plot .tick { fill: var(--soft); font-size: 11px }
.plot .bar { fill: var(--bar) } .plot .small { fill: var(--warn) }
.plot .axis { stroke: var(--line) } .plot .limit { stroke: var(--fail); stroke-dasharray: 4 3 }
.chart details { font-size: .9rem } .chart summary { padding: .35rem .7rem } .chart details table { margin: .3rem .7rem; width: calc(100% - 1.4rem) }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; margin: .8rem 0 }
.filter[hidden] { display: none } .filter p { margin: 0; color: var(--soft); font-size: .93rem }
input, select, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft);
  border-radius: .3rem; padding: .25rem .6rem; max-width: 100% }
button { cursor: pointer }
.wide { overflow-x: auto }
.images-table { min-width: 44rem; table-layout: fixed } .images-table thead th:first-child { width: 42% }
.images-table th.file { font-weight: 400; color: inherit; font-size: .86rem }
.images-table thead th { vertical-align: bottom; white-space: normal }
.images-table td + td, .images-table th.number { padding-right: 0; padding-left: .75rem }
th button { text-align: inherit; border: 0; padding: .1rem .2rem; margin: 0 -.2rem; background: none; font-weight: 600 }
th button::after { content: " ↕"; color: var(--soft) }
th[aria-sort=ascending] button::after { content: " ▲"; color: inherit }
th[aria-sort=descending] button::after { content: " ▼"; color: inherit }
.viewer { padding: .9rem 1.1rem; border-top: 1px solid var(--line) } .viewer:empty { display: none }
.viewer .stage { background: #000; height: 32rem; max-height: 80vh; margin-top: .7rem }
.viewer canvas { display: block; width: 100%; height: 100% }
.viewer .tools { display: flex; flex-wrap: wrap; gap: .5rem }
footer { color: var(--soft); font-size: .88rem; border-top: 1px solid var(--line); margin-top: 3rem;
  padding-top: 1rem; padding-bottom: 2rem }
@media (max-width: 62rem) { .image { display: block }
  .pictures { display: grid; grid-template-columns: repeat(3, 1fr); border-top: 1px solid var(--line) }
  figure img { width: 100%; height: auto; aspect-ratio: 1 } }
@media (max-width: 40rem) { main, header > div, footer { padding: 0 1rem } .verdict { font-size: 1.25rem }
  .facts { gap: .5rem 1.4rem } .large .pictures { grid-template-columns: repeat(2, 1fr) }
  details > div { padding: .5rem } th, td { padding-right: .5rem }
  table:not(.images-table) { table-layout: fixed } }
@page { margin: 14mm }
@media print { :root { color-scheme: light; --page: #fff; --ink: #000; --soft: #444; --line: #bbb; --tint: #fff;
  --pass: #146c37; --fail: #a4161a; --warn: #8a5300; --note: #3d5a80; --link: #000; --bar: #4a7ab0 }
  body { font-size: 10.5pt } header { padding-top: 0 } a { color: inherit; text-decoration: none }
  main, header > div, footer { max-width: none; padding: 0 } .skip, nav, .filter, .viewer { display: none }
  .plots { grid-template-columns: 1fr 1fr } .chart details { display: none }
  .wide { overflow: visible } .images-table { min-width: 0 } .images-table thead th { white-space: normal } th button::after { content: "" }
  .image { display: block } .pictures { display: grid; grid-template-columns: repeat(3, 1fr); max-width: 15cm }
  figure img { width: 100%; height: auto; aspect-ratio: 1 } .large .pictures { max-width: none }
  h2, h3, thead { break-after: avoid } tr { break-inside: avoid } thead { display: table-header-group }
  * { print-color-adjust: exact } }
`
