/**
 * Puts niivue beside the compiled program: one file that needs nothing else and asks for nothing. Reports carry a copy,
 * so that a page that is served with its images can show them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const PACKAGE = new URL('../node_modules/@niivue/niivue/', import.meta.url)
const TARGET = new URL('../dist/viewer/', import.meta.url)

/** The text of the BSD 2-Clause licence, which the package names in its package.json but does not carry. */
const LICENSE = `niivue (https://github.com/niivue/niivue), version VERSION
BSD 2-Clause License
Copyright (c) 2021, Niivue
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
`

const { version } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'))
mkdirSync(TARGET, { recursive: true })
writeFileSync(
  new URL('niivue.umd.js', TARGET),
  readFileSync(new URL('dist/niivue.umd.js', PACKAGE)),
)
writeFileSync(new URL('LICENSE', TARGET), LICENSE.replace('VERSION', version))
