import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

export const HELP = `npm run evaluate -- [options]
  --half tune|report      one half of the cases (default both)
  --name TEXT             cases whose name holds TEXT (a regular expression; several with |)
  --kind TEXT             cases whose kind holds TEXT
  --others                heads unlike those instead (strange-cases.ts)
  --every N               every Nth of them
  --list                  name the cases and stop
  --make                  only make the images, and pydeface's share on each
  --summary               only print the summary of --results
  --no-attacks            leave the search for rebuilt faces out (3 s faster a case)
  --sheet FILE.png        all judged cases in one picture: original, output from front, left; output
                          right; middle slices of both
  --strangers             what chance gives: outputs of --results attacked for strangers' shapes too
  --pictures DIR          evaluate.py's picture of each case
  --dist DIR              compiled program (default ./dist)
  --tool "CMD IN OUT"     judge another program instead: IN and OUT are replaced
  --shared DIR            heads and evaluate (default: ../shared or further up)
  --python FILE           a Python with shared/evaluate/requirements.txt and pydeface
  --scratch DIR           images (default in the system's temporary folder)
  --cache DIR             what depends on originals alone (default SCRATCH/cache)
  --out DIR               defaced images (default SCRATCH/out)
  --results FILE          one JSON line a case (default SCRATCH/results.jsonl)
  --jobs N                processes (default 2)
  --write-docs            write docs/heads.md; --note TEXT goes into it
`

export const { values: flags } = parseArgs({
  options: {
    half: { type: 'string' },
    name: { type: 'string' },
    kind: { type: 'string' },
    others: { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    make: { type: 'boolean', default: false },
    summary: { type: 'boolean', default: false },
    'no-attacks': { type: 'boolean', default: false },
    strangers: { type: 'boolean', default: false },
    sheet: { type: 'string' },
    pictures: { type: 'string' },
    dist: { type: 'string', default: join(root, 'dist') },
    tool: { type: 'string' },
    shared: { type: 'string' },
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
    scratch: { type: 'string', default: join(tmpdir(), 'anon-bids-evaluate') },
    cache: { type: 'string' },
    out: { type: 'string' },
    results: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    'write-docs': { type: 'boolean', default: false },
    note: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})
