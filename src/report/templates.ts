/** Eta templates of the pages. `<%= %>` escapes; `<%~ %>` is used for the style sheet and for other templates only. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  head: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
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
</body>
</html>
`,

  report: `<%~ include('@head', it) %>
<header><div>
<h1>Leak report</h1>
<p class="verdict"><span class="badge <%= it.verdict.kind %>"><%= it.verdict.word %></span><span><%= it.verdict.sentence %></span></p>
<ul class="facts">
<% for (const fact of it.facts) { %><li><b><%= fact.value %></b><%= fact.label %></li>
<% } %></ul>
</div></header>
<main id="main">
<section aria-labelledby="todo">
<h2 id="todo">What to do now</h2>
<ol class="todo">
<% for (const step of it.steps) { %><li><% if (step.rule) { %><a href="#<%= step.rule %>"><%= step.title %></a> (<%= step.count %>). <% } %><%= step.text %></li>
<% } %></ol>
</section>

<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
<% if (it.groups.length === 0) { %><p>None.</p><% } %>
<% for (const group of it.groups) { %>
<details id="<%= group.rule %>" <%= group.open ? 'open' : '' %>>
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

<section aria-labelledby="images">
<h2 id="images">Images of the output: please look</h2>
<p>Every picture shows the file that is in the output, never an original. A slice through the middle, and the
surface of the head seen from the front and from the person's left. Nobody should be recognizable.</p>
<% if (it.images.length === 0) { %><p>No image was published.</p><% } %>
<ul class="images">
<% for (const image of it.images) { %><li class="image"><%~ include('@image', image) %></li>
<% } %></ul>
</section>

<% if (it.withheld.length > 0) { %><section aria-labelledby="withheld">
<h2 id="withheld">Withheld images</h2>
<p>These were not published. The names are the ones that they would have had.</p>
<table>
<thead><tr><th scope="col">File</th><th scope="col">Reason</th></tr></thead>
<tbody>
<% for (const image of it.withheld) { %><tr><td class="file"><%= image.file %></td><td><%= image.message %></td></tr>
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

  image: `<div class="facts-of">
<h3 class="file"><%= it.file %></h3>
<p><span class="badge <%= it.kind %>"><%= it.word %></span></p>
<dl>
<% for (const row of it.rows) { %><dt><%= row.label %></dt><dd><%= row.text %></dd>
<% } %></dl>
<% if (it.page) { %><p><a href="<%= it.page %>">All views and figures</a></p><% } %>
<% if (it.regions.length > 0) { %><table>
<thead><tr><th scope="col">Region</th><th scope="col" class="number">Skin kept</th><th scope="col" class="number">Follows the old surface</th></tr></thead>
<tbody>
<% for (const region of it.regions) { %><tr><th scope="row"><%= region.name %></th><td class="number"><%= region.kept %></td><td class="number"><%= region.follows %></td></tr>
<% } %></tbody>
</table><% } %>
</div>
<div class="pictures">
<% for (const picture of it.pictures) { %><figure><img class="<%= picture.kind %>" src="<%= picture.src %>" alt="<%= picture.alt %>"><figcaption><%= picture.caption %></figcaption></figure>
<% } %></div>`,

  participant: `<%~ include('@head', it) %>
<header><div>
<h1>Images of <%= it.name %></h1>
<p class="verdict"><span class="badge <%= it.verdict.kind %>"><%= it.verdict.word %></span><span><%= it.verdict.sentence %></span></p>
<p><a href="leak-report.html">Back to the leak report</a></p>
</div></header>
<main id="main" class="large">
<ul class="images">
<% for (const image of it.images) { %><li class="image"><%~ include('@image', image) %></li>
<% } %></ul>
<% if (it.withheld.length > 0) { %><h2>Withheld</h2>
<ul class="plain">
<% for (const image of it.withheld) { %><li><span class="file"><%= image.file %></span>: <%= image.message %></li>
<% } %></ul><% } %>
</main>
<%~ include('@foot', it) %>`,
}
