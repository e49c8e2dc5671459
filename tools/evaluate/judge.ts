import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Case } from './cases.ts'

/** What evaluate.py says of a pair, as far as we read it. */
export interface Judgement {
  readonly error?: string
  readonly exact: Readonly<Record<string, unknown>>
  readonly changed: { readonly tiny: number; readonly tissue_ml: number }
  readonly brain: {
    readonly from: string
    readonly changed: number
    readonly lost: number
    readonly deepest_mm?: number
  }
  readonly kept: Readonly<Record<string, number | null>>
  readonly shape_r: Readonly<Record<string, number>>
  readonly attack?: Readonly<Record<string, { readonly r: number; readonly by: string | null }>>
  readonly pydeface_ml?: number | null
}

/** Beside the programs of the same names in the shared folder. */
export interface Places {
  readonly python: string
  readonly shared: string
  readonly scratch: string
  readonly cache: string
}

export interface Made {
  readonly error?: string
  readonly trace?: string
  readonly image: string
  readonly truth: string | null
}

/** One long-lived Python process; requests are answered in turn. */
export class Judge {
  readonly #child: ChildProcess
  readonly #answers: AsyncIterator<string>
  #dead = ''

  constructor(places: Places) {
    const { python, shared, scratch, cache } = places
    const script = fileURLToPath(new URL('worker.py', import.meta.url))
    const options = ['--shared', shared, '--scratch', scratch, '--cache', cache]
    this.#child = spawn('nice', ['-n', '10', python, script, ...options], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        OMP_NUM_THREADS: '1',
        OPENBLAS_NUM_THREADS: '1',
        ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS: '1',
      },
    })
    const { stdout, stderr } = this.#child
    if (!stdout || !stderr) throw new Error('no pipe to the judge')
    stderr.on('data', (text) => {
      this.#dead = (this.#dead + text).slice(-2000)
    })
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]()
  }

  async #ask<T>(request: object): Promise<T> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`)
    const answer = await this.#answers.next()
    if (answer.done) throw new Error(`the judge ended: ${this.#dead}`)
    return JSON.parse(answer.value) as T
  }

  make(one: Case): Promise<Made> {
    return this.#ask({ do: 'make', ...one })
  }

  baseline(one: Case): Promise<unknown> {
    return this.#ask({ do: 'baseline', ...one })
  }

  judge(one: Case, request: JudgeRequest): Promise<Judgement> {
    return this.#ask({ do: 'judge', ...one, ...request })
  }

  /** What is kept of a head in one of many outputs; quick where the next one is of the same head. */
  label(
    one: Case,
    anon: string,
  ): Promise<Pick<Judgement, 'error' | 'kept' | 'shape_r' | 'brain'>> {
    return this.#ask({ do: 'label', ...one, anon })
  }

  /** Where pydeface's own mask clears a head: 1, in the order of its voxels. */
  async facemask(one: Case): Promise<Uint8Array> {
    const { error, path } = await this.#ask<{ error?: string; path: string }>({
      do: 'facemask',
      ...one,
    })
    if (error) throw new Error(`${one.name}: ${error}`)
    return readFileSync(path)
  }

  /** Best attack r of each output against its own head and against strangers', by place. */
  strangers(cases: readonly (Case & { readonly anon: string })[]): Promise<Control> {
    return this.#ask({ do: 'strangers', cases })
  }

  sheet(path: string, strips: readonly (readonly [string, string])[]): Promise<unknown> {
    return this.#ask({ do: 'sheet', path, strips })
  }

  end(): void {
    this.#child.stdin?.end()
  }
}

export type Control = Readonly<Record<'own' | 'strangers', Readonly<Record<string, number[]>>>>

export interface JudgeRequest {
  readonly anon: string
  readonly attacks: boolean
  readonly picture?: string
  readonly panel?: string
}
