import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import t from 'tap'
import { writeSample } from './sample.js'

const CHECKS = readFileSync(new URL('page-checks.js', import.meta.url), 'utf8')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ],
})
t.teardown(() => browser.close())
const sample = await writeSample(12)
const url = pathToFileURL(sample.report).href

/** Waits until an expression is true in the page, whose policy forbids the way in which playwright would. */
async function until(page: Page, expression: string): Promise<void> {
  for (let waits = 0; waits < 200; waits++) {
    if (await page.evaluate<boolean>(expression)) return
    await page.waitForTimeout(50)
  }
  throw new Error(`never true: ${expression}`)
}

/** Opens a page; `asked` fills with what it asks for, `said` with what its console says. */
async function open(address: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const [asked, said]: [string[], string[]] = [[], []]
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.goto(address)
  return { page, asked, said, close: () => context.close() }
}

const focused = (page: Page) =>
  page.evaluate<string>('document.activeElement.outerHTML.replace(/>[\\s\\S]*/, ">")')
const firstRow = (page: Page) => page.locator('.images-table tbody tr:visible').first()

t.test(
  'opened from a disk it is whole, asks for nothing and has nothing to complain of',
  async (t) => {
    const { page, asked, said, close } = await open(url)
    t.match(await page.locator('h1').textContent(), '✗ FAIL')
    t.equal(await page.locator('.image img').count(), 33, 'three pictures of each published image')
    await page.locator('.image img').last().scrollIntoViewIfNeeded()
    await until(page, '[...document.images].at(-1).naturalWidth > 0')
    t.same(
      asked.filter((address) => !address.startsWith('data:')),
      [url],
    )
    t.same(said, [])
    t.equal(await page.title(), 'Leak report: fail', 'no name has become a script')
    await close()
  },
)

t.test('the table of images sorts, by mouse and by keyboard', async (t) => {
  const { page, said, close } = await open(url)
  const head = page.getByRole('columnheader', { name: 'Face kept' })
  t.equal(await head.getAttribute('aria-sort'), 'none')
  await head.getByRole('button').click()
  t.equal(await head.getAttribute('aria-sort'), 'descending')
  t.match(await firstRow(page).textContent(), '11 %')
  await head.getByRole('button').press('Enter')
  t.equal(await head.getAttribute('aria-sort'), 'ascending')
  t.match(await firstRow(page).textContent(), '0 %')
  t.match(await page.getByRole('status').textContent(), 'Sorted by Face kept, ascending. 12 of 12')
  t.same(said, [])
  await close()
})

t.test('the table of images filters by name and verdict, and can be reset', async (t) => {
  const { page, close } = await open(url)
  await page.getByLabel('Name holds').fill('sub-p1')
  t.match(await page.getByRole('status').textContent(), '3 of 12 images shown.')
  await page.getByLabel('Verdict').selectOption('withheld')
  t.match(await page.getByRole('status').textContent(), '0 of 12 images shown.')
  await page.getByRole('button', { name: 'Show all' }).click()
  await until(page, 'document.getElementById("shown").textContent.startsWith("12")')
  await page.getByLabel('Verdict').selectOption('withheld')
  t.match(await page.getByRole('status').textContent(), '1 of 12 images shown.')
  await close()
})

t.test('everything can be reached by keyboard, and it is seen where one is', async (t) => {
  const { page, close } = await open(url)
  await page.keyboard.press('Tab')
  t.match(await focused(page), 'class="skip"')
  const reached = new Set<string>()
  for (let step = 0; step < 150; step++) {
    reached.add((await focused(page)).replace(/^<(\w+)[\s\S]*/, '$1'))
    const outline = await page.evaluate<string>(
      'getComputedStyle(document.activeElement).outlineStyle',
    )
    if ((await focused(page)).startsWith('<body')) break
    t.not(outline, 'none')
    await page.keyboard.press('Tab')
  }
  for (const kind of ['a', 'summary', 'button', 'input', 'select']) t.ok(reached.has(kind), kind)
  await close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  t.test(`pages can be read by all, ${colorScheme}`, async (t) => {
    const pages = [url, new URL('sub-p1.html', url).href]
    for (const address of pages) {
      const { page, said, close } = await open(address, { colorScheme, reducedMotion: 'reduce' })
      t.same(await page.evaluate(CHECKS), [])
      t.same(said, [])
      await close()
    }
  })
}

t.test('on a narrow screen nothing but the wide table runs out of sight', async (t) => {
  for (const address of [url, new URL('sub-p1.html', url).href]) {
    const { page, close } = await open(address, { viewport: { width: 320, height: 640 } })
    t.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 320)
    await close()
  }
})

t.test('without scripts all is there, and no control that does nothing', async (t) => {
  const { page, close } = await open(url, { javaScriptEnabled: false })
  t.equal(await page.locator('.images-table tbody tr').count(), 12)
  t.equal(await page.getByRole('button').count(), 0)
  t.notOk(await page.locator('#filter').isVisible())
  await close()
})

t.test('it prints, with what has to be mended and without what is for screens', async (t) => {
  const { page, close } = await open(url)
  const pdf = await page.pdf({ format: 'A4' })
  t.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
  t.ok((pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0) > 1)
  await page.emulateMedia({ media: 'print' })
  t.notOk(await page.locator('#filter').isVisible())
  t.ok(await page.locator('#IMAGE_WITHHELD table').isVisible())
  await close()
})

t.test(
  'the page of a participant shows its pictures from a disk, and offers no viewer there',
  async (t) => {
    const { page, said, close } = await open(new URL('sub-p1.html', url).href)
    await until(page, '[...document.images].slice(0, 3).every((i) => i.naturalWidth > 0)')
    t.equal(await page.getByRole('button').count(), 0)
    t.same(said, [])
    await close()
  },
)

t.test('served with its images, a head can be turned', async (t) => {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname)
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.end(readFileSync(join(sample.top, path)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const long = 'sub-verylonglabel'
  const links = readFileSync(sample.report, 'utf8').match(new RegExp(`${long}\\w*\\.html`))
  const { page, asked, said, close } = await open(
    `http://127.0.0.1:${port}/derivatives/anon-bids/${links?.[0]}`,
  )
  await page.getByRole('button', { name: 'Turn this head in 3D' }).first().press('Enter')
  await page.getByRole('button', { name: 'Turn left' }).press('Enter')
  t.match(await page.getByRole('status').textContent(), 'Drag in the picture')
  const picture = await page.locator('canvas').screenshot()
  t.ok(picture.length > 10_000, 'something is drawn')
  t.ok(asked.some((address) => address.endsWith('_T1w.nii.gz')))
  t.ok(asked.every((address) => /^(?:http:\/\/127\.0\.0\.1|data:|blob:)/.test(address)))
  t.same(said, [])
  await page.getByRole('button', { name: 'Close' }).click()
  t.equal(await page.locator('canvas').count(), 0)
  await close()
})

t.test('the report of a thousand participants is open after 2 s of work', async (t) => {
  const { report } = await writeSample(1000)
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const timed = await context.newPage()
  const session = await context.newCDPSession(timed)
  // The time that the page's thread really works, so that nothing else on the machine counts.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await timed.goto(pathToFileURL(report).href)
  t.equal(await timed.locator('.images-table tbody tr').count(), 1000)
  const { metrics } = await session.send('Performance.getMetrics')
  const work = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  t.comment(`${work.toFixed(2)} s of work`)
  t.ok(work < 2)
  await context.close()
  const { page, said, close } = await open(
    pathToFileURL(join(dirname(report), 'pictures-1.html')).href,
  )
  t.equal(await page.locator('.image').count(), 500)
  await until(page, 'document.images[0].naturalWidth > 0')
  t.same(said, [])
  await close()
})
