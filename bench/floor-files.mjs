// Reads every file below one folder and writes it below another, complete or not at all, a few at once.
import { mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

const [from, to] = process.argv.slice(2)
const entries = await readdir(from, { recursive: true, withFileTypes: true })
const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name))
let next = 0

async function work() {
  while (next < files.length) {
    const file = files[next++]
    const bytes = await readFile(file)
    const target = join(to, relative(from, file))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(`${target}.part`, bytes)
    const handle = await open(`${target}.part`, 'r+')
    await handle.sync()
    await handle.close()
    await rename(`${target}.part`, target)
  }
}
await Promise.all(Array.from({ length: 4 }, work))
