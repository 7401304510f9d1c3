/** Owns what must be undone: closes in reverse order, each once, and goes on past a failing one before reporting it. */
export class Scope {
  #closers: (() => void | Promise<void>)[] = []
  #closing: Promise<void> | null = null

  add(close: () => void | Promise<void>): void {
    this.#closers.push(close)
  }

  /** Closing twice is closing once: both wait for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    const closers = this.#closers.reverse()
    this.#closers = []
    const failures: unknown[] = []
    for (const close of closers) {
      // Going on is safe and needed: one part that fails to close must not leave the others open.
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not close')
  }
}
