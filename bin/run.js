#!/usr/bin/env node
// Only dynamic imports here, so that an old Node.js prints this line instead of a stack trace.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major * 100 + minor < 2213) {
  process.stderr.write(
    `anon-bids needs Node.js 22.13 or newer; this is ${process.version} (${process.execPath})\n`,
  )
  process.exitCode = 2
} else {
  const { main } = await import('../dist/main.js')
  await main(process.argv.slice(2), import.meta.url)
}
