// The floor: the file is unpacked and packed again, nothing else.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

const [input, output] = process.argv.slice(2)
writeFileSync(output, gzipSync(gunzipSync(readFileSync(input)), { level: 6 }))
