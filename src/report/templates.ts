/** Eta templates of the pages. `<%= %>` escapes; `<%~ %>` is for style, script, plots and other templates only. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  head: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="<%= it.policy %>">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
`,

  foot: `<footer>
<p>Made by anon-bids <%= it.version %>. The data are de-identified: direct identifiers were removed or
pseudonymised. Somebody with other information on a participant may still recognize them, so share them under the
terms that your ethics board and participants agreed to.</p>
</footer>
<script><%~ it.script %></script>
</body>
</html>
`,

  report: `<%~ include('@head', it) %><header><div>
<p class="kicker">Leak report</p>
<h1 class="verdict"><span class="badge <%= it.verdict.kind %>"><%= it.verdict.word %></span> <span><%= it.verdict.sentence %></span></h1>
<ul class="facts">
<% for (const fact of it.facts) { %><li><b><%= fact.value %></b> <%= fact.label %></li>
<% } %></ul>
</div></header>
<main id="main">
<section aria-labelledby="todo">
<h2 id="todo">What to do now</h2>
<ol class="todo">
<% for (const step of it.steps) { %><li><% if (step.id) { %><a href="#<%= step.id %>"><%= step.title %></a> (<%= step.count %>). <% } %><%= step.text %></li>
<% } %></ol>
</section>

<nav aria-label="Parts of this report">
<ul>
<li><a href="#findings">Findings</a></li>
<% if (it.kept || it.sizes) { %><li><a href="#glance">At a glance</a></li><% } %>
<% if (it.rows.length > 0) { %><li><a href="#table">Table of images</a></li><% } %>
<% if (it.images.length > 0) { %><li><a href="#images">Pictures</a></li><% } %>
<% if (it.withheld.length > 0) { %><li><a href="#withheld">Withheld images</a></li><% } %>
<li><a href="#tables">Tables and structure</a></li>
<li><a href="#limits">What these checks cover</a></li>
</ul>
</nav>

<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
<% if (it.groups.length === 0) { %><p>None.</p><% } %>
<% for (const sentence of it.baseline) { %><p><%= sentence %></p>
<% } %>
<% for (const group of it.groups) { %>
<details id="<%= group.id %>" <%= group.open ? 'open' : '' %> <%= group.level === 'note' ? '' : 'data-print' %>>
<summary><h3><%= group.text %></h3> <span class="badge <%= group.level %>"><%= group.level %></span>
<span class="badge count"><%= group.count %></span></summary>
<div>
<p><code><%= group.rule %></code>. <%= group.fix %></p>
<table>
<thead><tr><th scope="col">File</th><th scope="col">Place</th><th scope="col">What was found</th></tr></thead>
<tbody>
<% for (const found of group.shown) { %><tr><td class="file"><%= found.file || 'whole dataset' %></td><td class="place"><%= found.where %></td><td><%= found.message %></td></tr>
<% } %></tbody>
</table>
<% if (group.hidden > 0) { %><p>And <%= group.hidden %> more, in leak-report.json.</p><% } %>
</div>
</details>
<% } %>
</section>

<% if (it.kept || it.sizes) { %><section aria-labelledby="glance">
<h2 id="glance">At a glance</h2>
<div class="plots">
<% if (it.kept) { %><figure class="chart">
<h3>Skin that is left, by region</h3>
<%~ it.kept.svg %>
<%~ include('@figures', it.kept) %>
</figure><% } %>
<% if (it.sizes) { %><figure class="chart">
<h3>Participants by size of their group</h3>
<%~ it.sizes.svg %>
<%~ include('@figures', it.sizes) %>
</figure><% } %>
</div>
</section><% } %>

<% if (it.rows.length > 0) { %><section aria-labelledby="table">
<h2 id="table">Table of images</h2>
<form id="filter" class="filter" role="search" aria-label="Images" hidden>
<label>Name holds <input type="search" name="word" autocomplete="off" spellcheck="false"></label>
<label>Verdict <select name="kind"><option value="">all</option><option value="pass">pass</option><option value="fail">fail</option><option value="not-assessable">not assessable</option><option value="withheld">withheld</option></select></label>
<button type="reset">Show all</button>
<p id="shown" role="status"></p>
</form>
<div class="wide" role="region" tabindex="0" aria-labelledby="table">
<table class="images-table" data-sortable>
<thead><tr><th scope="col">Image</th><th scope="col">Verdict</th><% for (const column of it.columns) { %><th scope="col" class="number"><%= column %></th><% } %></tr></thead>
<tbody>
<% for (const row of it.rows) { %><tr data-kinds="<%= row.kind %><%= row.isWithheld ? ' withheld' : '' %>"><th scope="row" class="file"><% if (row.link) { %><a href="<%= row.link %>"><%= row.file %></a><% } else { %><%= row.file %><% } %></th><td class="<%= row.kind %>"><%= row.word %><%= row.isWithheld ? ', withheld' : '' %></td><% for (const cell of row.cells) { %><td class="number" data-sort="<%= cell.sort %>"><%= cell.text %></td><% } %></tr>
<% } %></tbody>
</table>
</div>
</section><% } %>

<section aria-labelledby="images">
<h2 id="images">Pictures of the output: please look</h2>
<p>Every picture shows the file that is in the output, never an original. A slice through the middle, and the
surface of the head seen from the front and from the person's left. Nobody should be recognizable.</p>
<% if (it.images.length === 0) { %><p>There is no picture to look at.</p><% } %>
<% if (it.isPart) { %><p>These <%= it.images.length %> images came nearest to the limits. The others are on these pages in the
same folder: <% for (const page of it.morePictures) { %><a href="<%= page %>"><%= page %></a> <% } %></p><% } %>
<ul class="images">
<% for (const image of it.images) { %><li class="image" id="<%= image.id %>"><%~ include('@image', image) %></li>
<% } %></ul>
</section>

<% if (it.withheld.length > 0) { %><section aria-labelledby="withheld">
<h2 id="withheld">Withheld images</h2>
<p>These were not published. The names are the ones that they would have had.</p>
<table>
<thead><tr><th scope="col">File</th><th scope="col">Reason</th></tr></thead>
<tbody>
<% for (const image of it.withheld) { %><tr><th scope="row" class="file"><%= image.file %></th><td><%= image.message %></td></tr>
<% } %></tbody>
</table>
</section><% } %>

<% if (it.carried.length > 0) { %><section aria-labelledby="carried">
<h2 id="carried">Images that were carried without a cut</h2>
<p>Their headers are clean, but no face was looked for or removed in them (func, dwi, and phase
and EPI images of fmap; --deface-all includes them).</p>
<details><summary><h3>Files</h3> <span class="badge count"><%= it.carried.length %></span></summary>
<div><ul class="plain">
<% for (const file of it.carried) { %><li class="file"><%= file %></li>
<% } %></ul></div></details>
</section><% } %>

<section aria-labelledby="tables">
<h2 id="tables">Tables and structure</h2>
<table>
<tbody>
<% for (const row of it.structure) { %><tr><th scope="row"><%= row.label %></th><td><%= row.text %></td></tr>
<% } %></tbody>
</table>
</section>

<section aria-labelledby="limits">
<h2 id="limits">What these checks cover</h2>
<ul class="plain">
<% for (const limit of it.limits) { %><li><%= limit %></li>
<% } %></ul>
</section>
</main>
<%~ include('@foot', it) %>`,

  figures: `<details><summary>The same as a table</summary><table>
<thead><tr><% for (const [n, column] of it.columns.entries()) { %><th scope="col"<%~ n === 0 ? '' : ' class="number"' %>><%= column %></th><% } %></tr></thead>
<tbody><% for (const row of it.rows) { %><tr><% for (const [n, cell] of row.entries()) { %><% if (n === 0) { %><th scope="row"><%= cell %></th><% } else { %><td class="number"><%= cell %></td><% } %><% } %></tr>
<% } %></tbody></table></details>`,

  image: `<div class="facts-of">
<h3 class="file"><%= it.file %></h3>
<p><span class="badge <%= it.kind %>"><%= it.word %></span></p>
<dl>
<% for (const row of it.rows) { %><dt><%= row.label %></dt><dd><%= row.text %></dd>
<% } %></dl>
<% if (it.page) { %><p><a href="<%= it.page %>">All views and figures<span class="unseen"> of <%= it.file %></span></a></p><% } %>
<% if (it.regions.length > 0) { %><table>
<thead><tr><th scope="col">Region</th><th scope="col" class="number">Skin kept</th><th scope="col" class="number">Follows the old surface</th></tr></thead>
<tbody>
<% for (const region of it.regions) { %><tr><th scope="row"><%= region.name %></th><td class="number"><%= region.kept %></td><td class="number"><%= region.follows %></td></tr>
<% } %></tbody>
</table><% } %>
</div>
<div class="pictures">
<% for (const picture of it.pictures) { %><figure><img class="<%= picture.kind %>" loading="lazy" decoding="async" src="<%= picture.src %>" alt="<%= picture.alt %>"><figcaption><%= picture.caption %></figcaption></figure>
<% } %></div>
<% if (it.isTurnable) { %><div class="viewer" data-image="<%= it.url %>" data-name="<%= it.file %>"></div><% } %>`,

  participant: `<%~ include('@head', it) %><header><div>
<p class="kicker">Images of <%= it.name %></p>
<h1 class="verdict"><span class="badge <%= it.verdict.kind %>"><%= it.verdict.word %></span> <span><%= it.verdict.sentence %></span></h1>
<nav aria-label="Pages"><a href="leak-report.html">Back to the leak report</a></nav>
</div></header>
<main id="main" class="large">
<h2>Images</h2>
<% if (it.images.length === 0) { %><p>No image of this participant has a picture.</p><% } %>
<ul class="images">
<% for (const image of it.images) { %><li class="image" id="<%= image.id %>"><%~ include('@image', { ...image, isTurnable: it.hasViewer }) %></li>
<% } %></ul>
<% if (it.withheld.length > 0) { %><h2>Withheld</h2>
<ul class="plain">
<% for (const image of it.withheld) { %><li><span class="file"><%= image.file %></span>: <%= image.message %></li>
<% } %></ul><% } %>
</main>
<% if (it.hasViewer) { %><script src="viewer/viewer.js" defer></script><% } %>
<%~ include('@foot', it) %>`,

  pictures: `<%~ include('@head', it) %><header><div>
<h1>Pictures, page <%= it.page %> of <%= it.pages %></h1>
<p>Every picture shows the file that is in the output, never an original. Nobody should be recognizable.</p>
<nav aria-label="Pages"><a href="leak-report.html">Back to the leak report</a>
<% if (it.page > 1) { %> <a rel="prev" href="pictures-<%= it.page - 1 %>.html">Previous page</a><% } %>
<% if (it.page < it.pages) { %> <a rel="next" href="pictures-<%= it.page + 1 %>.html">Next page</a><% } %></nav>
</div></header>
<main id="main">
<ul class="images">
<% for (const image of it.images) { %><li class="image" id="<%= image.id %>"><%~ include('@image', image) %></li>
<% } %></ul>
</main>
<%~ include('@foot', it) %>`,
}
