import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Progress } from './progress.js'
import type { Sink } from './sink.js'

/**
 * Tells people what happens. Lines name outputs, rules and fields; never a value, and never a path of the input
 * (only {@link Log.note} may, which goes to the private file alone).
 */
export class Log {
  readonly #sink: Sink
  readonly #now: () => number
  #file: string | undefined

  constructor(sink: Sink, now: () => number = Date.now) {
    this.#sink = sink
    this.#now = now
  }

  /** From here on every line is also kept in this private file. */
  keepIn(file: string): void {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    this.#file = file
  }

  /** Nothing is kept any more: the private file is about to go. */
  stopKeeping(): void {
    this.#file = undefined
  }

  info(message: string): void {
    this.#keep('info', message)
    this.#sink.line('info', message)
  }

  warn(message: string): void {
    this.#keep('warning', message)
    this.#sink.line('warning', message)
  }

  /** For the private file alone. */
  note(message: string): void {
    this.#keep('note', message)
  }

  /** Shows a phase of `total` pieces of work from here to {@link Phase.end}. */
  startPhase(title: string, total: number): Phase {
    this.#keep('info', `${title}: ${total}`)
    return new Phase(this.#sink, title, total, this.#now)
  }

  /** Leaves the terminal as it was. */
  async close(): Promise<void> {
    await this.#sink.close()
  }

  #keep(level: string, message: string): void {
    if (this.#file === undefined) return
    const line = `${new Date(this.#now()).toISOString()} ${level} ${message}\n`
    appendFileSync(this.#file, line, { mode: 0o600 })
  }
}

const SHOWN_EVERY_MS = 200
const TOLD_EVERY_MS = 5000

/** Counts the pieces of work of one phase and shows each change. */
export class Phase {
  readonly #sink: Sink
  readonly #title: string
  readonly #now: () => number
  readonly #started: number
  readonly #running = new Set<string>()
  #total: number
  #done = 0
  /** When many small pieces were last shown on a terminal, and told in lines. */
  #shown = 0
  #told: number

  constructor(sink: Sink, title: string, total: number, now: () => number) {
    this.#sink = sink
    this.#title = title
    this.#total = total
    this.#now = now
    this.#started = now()
    this.#told = this.#started
    this.#show()
  }

  start(name: string): void {
    this.#running.add(name)
    this.#show()
  }

  finish(name: string): void {
    this.#running.delete(name)
    this.#done += 1
    this.#show()
    this.#sink.piece(this.#progress(), name)
  }

  /**
   * Pieces that turned out to need no work: they count neither as done nor for the time left. Below zero: pieces that
   * are done again.
   */
  skip(count: number): void {
    this.#total -= count
    this.#show()
  }

  /** So many pieces are done, of very many: told every few seconds, not one by one. */
  reach(done: number): void {
    this.#done = done
    const now = this.#now()
    const isLast = done === this.#total
    if (now - this.#shown >= SHOWN_EVERY_MS || isLast) {
      this.#shown = now
      this.#show()
    }
    if (now - this.#told < TOLD_EVERY_MS && !(isLast && this.#told > this.#started)) return
    this.#told = now
    this.#sink.piece(this.#progress(), '')
  }

  end(): void {
    this.#sink.phaseEnd(this.#progress())
  }

  #show(): void {
    this.#sink.progress(this.#progress())
  }

  #progress(): Progress {
    const seconds = (this.#now() - this.#started) / 1000
    const left = this.#total - this.#done
    return {
      title: this.#title,
      done: this.#done,
      total: this.#total,
      running: [...this.#running],
      secondsLeft: this.#done === 0 ? undefined : Math.round((seconds / this.#done) * left),
    }
  }
}
