import { type FileHandle, open, readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { FileError } from '../rules.js'

/** One object of a version history. */
export interface GitObject {
  readonly type: 'commit' | 'tree' | 'blob' | 'tag'
  readonly data: Uint8Array
}

/** Why an object could not be read: too large, broken, or in a pack whose index is missing or broken. */
export type Unread = 'large' | 'damaged' | 'index'

/** gitformat-pack(5): types of entries. */
const TYPES: ReadonlyMap<number, GitObject['type']> = new Map([
  ...([
    [1, 'commit'],
    [2, 'tree'],
    [3, 'blob'],
    [4, 'tag'],
  ] as const),
])
const OFFSET_DELTA = 6
const NAME_DELTA = 7
const NAME_BYTES = 20
const INDEX_MAGIC = 0xff744f63
/** Larger objects are not unpacked. */
export const LARGEST_OBJECT = 64 * 2 ** 20
/** Objects that others are built on are kept up to so many bytes. */
const CACHE_BYTES = 48 * 2 ** 20
const LONGEST_CHAIN = 300

/** The objects of one pack, in the order in which they lie there. An object that cannot be read says why. */
export async function* readPack(pack: string): AsyncGenerator<GitObject | Unread> {
  const index = readIndex(await readFile(pack.replace(/\.pack$/, '.idx')))
  const file = await open(pack)
  try {
    const { size } = await file.stat()
    const reader = new PackReader(file, index, size)
    for (const offset of index.offsets) yield (await reader.objectAt(offset)) ?? reader.reason
  } finally {
    await file.close()
  }
}

interface PackIndex {
  /** Sorted. */
  readonly offsets: readonly number[]
  readonly byName: ReadonlyMap<string, number>
}

/** Version 2, which every git since 2007 writes. */
function readIndex(bytes: Buffer): PackIndex {
  const fanout = 8
  const names = fanout + 256 * 4
  if (
    bytes.length < names ||
    bytes.readUInt32BE(0) !== INDEX_MAGIC ||
    bytes.readUInt32BE(4) !== 2
  ) {
    throw new FileError('The index of a pack is of no known version.')
  }
  const count = bytes.readUInt32BE(names - 4)
  const small = names + count * (NAME_BYTES + 4)
  const large = small + count * 4
  if (bytes.length < large + 2 * NAME_BYTES)
    throw new FileError('The index of a pack is cut short.')
  const byName = new Map<string, number>()
  for (let n = 0; n < count; n++) {
    const word = bytes.readUInt32BE(small + 4 * n)
    const isLarge = word >= 0x80000000
    const offset = isLarge ? Number(bytes.readBigUInt64BE(large + 8 * (word - 0x80000000))) : word
    byName.set(
      bytes.toString('latin1', names + n * NAME_BYTES, names + (n + 1) * NAME_BYTES),
      offset,
    )
  }
  return { offsets: [...byName.values()].sort((a, b) => a - b), byName }
}

class PackReader {
  readonly #file: FileHandle
  readonly #index: PackIndex
  readonly #ends = new Map<number, number>()
  readonly #cache = new Map<number, GitObject>()
  #cached = 0
  /** Why the last object that could not be read was not. */
  reason: Unread = 'damaged'

  constructor(file: FileHandle, index: PackIndex, size: number) {
    this.#file = file
    this.#index = index
    const { offsets } = index
    for (const [n, offset] of offsets.entries())
      this.#ends.set(offset, offsets[n + 1] ?? size - NAME_BYTES)
  }

  async objectAt(offset: number, depth = 0): Promise<GitObject | undefined> {
    const known = this.#cache.get(offset)
    if (known) return known
    const made = await this.#make(offset, depth)
    if (made) this.#remember(offset, made)
    return made
  }

  async #make(offset: number, depth: number): Promise<GitObject | undefined> {
    const end = this.#ends.get(offset)
    this.reason = end !== undefined && end - offset > LARGEST_OBJECT ? 'large' : 'damaged'
    if (end === undefined || depth > LONGEST_CHAIN || end - offset > LARGEST_OBJECT)
      return undefined
    const entry = Buffer.alloc(Math.max(0, end - offset))
    await this.#file.read(entry, 0, entry.length, offset)
    const { type, size, start } = readHead(entry)
    if (size > LARGEST_OBJECT) {
      this.reason = 'large'
      return undefined
    }
    const plain = TYPES.get(type)
    if (plain) {
      const data = inflate(entry.subarray(start), size)
      return data && { type: plain, data }
    }
    const { base, data: from } = this.#baseOf(type, entry, start, offset)
    if (base === undefined) return undefined
    const delta = inflate(entry.subarray(from), size)
    const source = delta && (await this.objectAt(base, depth + 1))
    const data = source && applyDelta(source.data, delta)
    return data && { type: source.type, data }
  }

  #baseOf(
    type: number,
    entry: Buffer,
    start: number,
    offset: number,
  ): { base?: number; data: number } {
    if (type === NAME_DELTA) {
      const name = entry.toString('latin1', start, start + NAME_BYTES)
      const base = this.#index.byName.get(name)
      return { ...(base !== undefined && { base }), data: start + NAME_BYTES }
    }
    if (type !== OFFSET_DELTA) return { data: start }
    let at = start
    let back = entry[at] & 127
    while (entry[at] & 128) back = (back + 1) * 128 + (entry[++at] & 127)
    return { base: offset - back, data: at + 1 }
  }

  #remember(offset: number, made: GitObject): void {
    this.#cache.set(offset, made)
    this.#cached += made.data.length
    for (const [old, { data }] of this.#cache) {
      if (this.#cached <= CACHE_BYTES) return
      this.#cache.delete(old)
      this.#cached -= data.length
    }
  }
}

/** Type and size before an entry: three bits and four, then seven a byte. */
function readHead(entry: Buffer): { type: number; size: number; start: number } {
  let at = 0
  const type = (entry[0] >> 4) & 7
  let size = entry[0] & 15
  let unit = 16
  while (entry[at] & 128) {
    at += 1
    size += (entry[at] & 127) * unit
    unit *= 128
  }
  return { type, size, start: at + 1 }
}

function inflate(bytes: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: size + 1 })
  } catch {
    return undefined
  }
}

/** Copies from the base and inserts, as gitformat-pack(5) says under "Deltified representation". */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  const steps = new DeltaSteps(delta)
  if (steps.number() !== base.length) return undefined
  const size = steps.number()
  if (!(size <= LARGEST_OBJECT)) return undefined
  const made = new Uint8Array(size)
  let to = 0
  for (let step = steps.next(); step; step = steps.next()) {
    const source = step.isCopy ? base : delta
    if (step.count === 0 || step.from + step.count > source.length) return undefined
    if (to + step.count > size) return undefined
    made.set(source.subarray(step.from, step.from + step.count), to)
    to += step.count
  }
  return to === size ? made : undefined
}

interface DeltaStep {
  readonly isCopy: boolean
  readonly from: number
  readonly count: number
}

class DeltaSteps {
  readonly #delta: Uint8Array
  #at = 0

  constructor(delta: Uint8Array) {
    this.#delta = delta
  }

  /** Seven bits a byte, low ones first. */
  number(): number {
    let value = 0
    let unit = 1
    while (this.#delta[this.#at] & 128) {
      value += (this.#delta[this.#at++] & 127) * unit
      unit *= 128
    }
    return value + this.#delta[this.#at++] * unit
  }

  next(): DeltaStep | undefined {
    if (this.#at >= this.#delta.length) return undefined
    const code = this.#delta[this.#at++]
    if (code & 128) {
      const from = this.#few(code & 15, 4)
      return { isCopy: true, from, count: this.#few((code >> 4) & 7, 3) || 0x10000 }
    }
    const from = this.#at
    this.#at += code
    return { isCopy: false, from, count: code }
  }

  #few(mask: number, bytes: number): number {
    let value = 0
    for (let k = 0; k < bytes; k++) {
      if (mask & (1 << k)) value += this.#delta[this.#at++] * 256 ** k
    }
    return value
  }
}
