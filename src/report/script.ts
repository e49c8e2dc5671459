/**
 * The one script of the pages: sorting and filtering of the table of images, and groups opened for print. Pages are
 * whole without it. It makes no markup out of text.
 */
export const SCRIPT = `
'use strict';
(() => {
  const table = document.querySelector('table[data-sortable]');
  if (table) makeSortable(table);
  const closed = [];
  addEventListener('beforeprint', () => {
    for (const group of document.querySelectorAll('details[data-print]:not([open])')) {
      group.open = true;
      closed.push(group);
    }
  });
  addEventListener('afterprint', () => {
    for (const group of closed.splice(0)) group.open = false;
  });
  addEventListener('hashchange', openTarget);
  openTarget();

  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  }

  function makeSortable(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, at) => ({
      row,
      at,
      text: row.cells[0].textContent.toLowerCase(),
      kinds: row.dataset.kinds.split(' '),
      keys: undefined,
    }));
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute('aria-sort', column === 0 ? 'ascending' : 'none');
      button.addEventListener('click', () => sortBy(column, head));
    });
    const form = document.getElementById('filter');
    const status = document.getElementById('shown');
    const [word, kind] = [form.elements.word, form.elements.kind];
    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', filter);
    form.addEventListener('reset', () => setTimeout(filter));
    // a browser may have kept what was typed before the page was loaded again
    if (word.value === '' && kind.value === '') say('');
    else filter();

    function keysOf(row) {
      return [...row.cells].map((cell) => {
        const key = cell.dataset.sort;
        return key === undefined ? cell.textContent : Number(key);
      });
    }

    function sortBy(column, head) {
      for (const entry of rows) entry.keys ??= keysOf(entry.row);
      const isNumber = typeof rows[0]?.keys[column] === 'number';
      const now = head.getAttribute('aria-sort');
      // Numbers start with the largest: that is what has to be looked at first.
      const first = isNumber ? 'descending' : 'ascending';
      const next = now === 'none' ? first : now === 'ascending' ? 'descending' : 'ascending';
      for (const other of heads) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', next);
      const sign = next === 'ascending' ? 1 : -1;
      const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
      rows.sort((a, b) => sign * compare(a.keys[column], b.keys[column]) || a.at - b.at);
      body.append(...rows.map(({ row }) => row));
      say('Sorted by ' + head.textContent.trim() + ', ' + next + '. ');
    }

    function filter() {
      const words = word.value.toLowerCase().split(/\\s+/).filter(Boolean);
      for (const { row, text, kinds } of rows) {
        const isKind = kind.value === '' || kinds.includes(kind.value);
        row.hidden = !isKind || !words.every((part) => text.includes(part));
      }
      say('');
    }

    function say(prefix) {
      const shown = rows.filter(({ row }) => !row.hidden).length;
      status.textContent = prefix + shown + ' of ' + rows.length + ' images shown.';
    }
  }
})();
`
