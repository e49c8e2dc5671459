/**
 * What a page must hold for those who cannot see it well or use no mouse, checked in the page itself: the rules that
 * programs such as axe check, as far as these pages can break them. The value is a list of problems.
 */
;(() => {
  const problems = []
  const all = (selector) => [...document.querySelectorAll(selector)]
  const name = (element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
  const check = (isFine, text) => {
    if (!isFine) problems.push(text)
  }

  checkStructure()
  checkTargets()
  checkNames()
  checkContrast()
  return problems

  function checkStructure() {
    check(document.documentElement.lang === 'en', 'the page names no language')
    check(document.title !== '', 'the page has no title')
    check(all('h1').length === 1, 'there is not one h1')
    for (const landmark of ['header', 'main', 'footer', 'nav']) {
      check(all(landmark).length > 0, `there is no ${landmark}`)
    }
    check(all('main').length === 1, 'there is not one main')
    let last = 1
    for (const heading of all('h1, h2, h3, h4')) {
      const level = Number(heading.tagName[1])
      check(level <= last + 1, `a level of headings is skipped before "${name(heading)}"`)
      check(name(heading) !== '', 'a heading is empty')
      last = level
    }
  }

  function checkTargets() {
    const ids = all('[id]').map(({ id }) => id)
    check(new Set(ids).size === ids.length, 'an id is there twice')
    for (const element of all('[aria-labelledby]')) {
      const label = document.getElementById(element.getAttribute('aria-labelledby'))
      check(label !== null, 'a label is not there')
    }
    for (const link of all('a[href^="#"]')) {
      check(document.getElementById(link.hash.slice(1)), `${link.hash} leads nowhere`)
    }
  }

  function checkNames() {
    for (const image of all('img')) check(image.alt !== '', 'a picture has no words')
    for (const plot of all('svg')) {
      check(plot.getAttribute('role') === 'img' && name(plot) !== '', 'a plot has no words')
    }
    for (const control of all('a, button, summary'))
      check(name(control) !== '', 'a control has no name')
    for (const field of all('input, select'))
      check(field.labels.length > 0, 'a field has no label')
    for (const cell of all('th')) check(cell.scope !== '', 'a heading of a table has no scope')
    for (const table of all('table')) check(table.querySelector('th'), 'a table has no headings')
    for (const element of all('[tabindex]')) {
      check(element.tabIndex <= 0, 'the order of the keyboard is changed')
    }
  }

  function parse(color) {
    return (color.match(/[\d.]+/g) ?? []).map(Number)
  }

  function luminance(color) {
    const [red, green, blue] = color.map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  function background(element) {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor)
      if (color.length === 3 || color[3] === 1) return color
    }
    return [255, 255, 255]
  }

  function listTextElements() {
    const found = new Set()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      if (walker.currentNode.textContent.trim() !== '') found.add(walker.currentNode.parentElement)
    }
    return [...found].filter(
      (element) =>
        !/^(?:SCRIPT|STYLE)$/.test(element.tagName) && element.getClientRects().length > 0,
    )
  }

  function checkContrast() {
    const seen = new Set()
    for (const element of listTextElements()) {
      const style = getComputedStyle(element)
      const ink = element instanceof SVGElement ? style.fill : style.color
      const paper = background(element)
      if (seen.has(`${ink} ${paper}`)) continue
      seen.add(`${ink} ${paper}`)
      const [low, high] = [luminance(parse(ink)), luminance(paper)].sort((a, b) => a - b)
      const contrast = (high + 0.05) / (low + 0.05)
      check(contrast >= 4.5, `contrast ${contrast.toFixed(2)} of "${name(element).slice(0, 40)}"`)
    }
  }
})()
