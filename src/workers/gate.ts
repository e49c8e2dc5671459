/** Lets work through as long as what it needs (memory, a core) is free; the rest waits in the order in which it came. */
export class Gate {
  readonly budget: number
  #free: number
  readonly #waiting: { readonly need: number; readonly go: () => void }[] = []

  /** @param budget what all work at once may use */
  constructor(budget: number) {
    this.budget = budget
    this.#free = budget
  }

  /** Runs `work` when `need` bytes are free. @throws RangeError when it could never fit */
  async run<T>(need: number, work: () => Promise<T>): Promise<T> {
    if (need > this.budget) throw new RangeError('more than the whole budget')
    await this.#enter(need)
    try {
      return await work()
    } finally {
      this.#free += need
      this.#admit()
    }
  }

  #enter(need: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ need, go })
      this.#admit()
    })
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && next.need <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#free -= next.need
      next.go()
    }
  }
}
