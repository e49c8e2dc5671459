/**
 * Puts the BIDS validator beside the compiled program. The package is one file that needs nothing else, but its
 * hundred dependencies are for its old interface, so it must not become a dependency of ours.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const PACKAGE = new URL('../node_modules/bids-validator/', import.meta.url)
const TARGET = new URL('../dist/bids-validator/', import.meta.url)

/** The text of the MIT licence, which the package names in its package.json but does not carry. */
const LICENSE = `bids-validator (https://github.com/bids-standard/bids-validator), version VERSION
The MIT License (MIT)
Copyright (c) 2015

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`

const { version } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'))
const source = readFileSync(new URL('dist/validator/main.js', PACKAGE), 'utf8')
// Two thirds of the file are a source map.
const program = source.slice(0, source.lastIndexOf('\n//# sourceMappingURL='))
mkdirSync(TARGET, { recursive: true })
writeFileSync(new URL('main.js', TARGET), `${program}\n`)
writeFileSync(new URL('LICENSE', TARGET), LICENSE.replace('VERSION', version))
writeFileSync(new URL('version.json', TARGET), `${JSON.stringify({ version })}\n`)
