/**
 * Closes registered resources in reverse order, each once. A failing one does not stop the others; failures are thrown
 * together at the end.
 */
export class Scope {
  #closers: (() => void | Promise<void>)[] = []
  #closing: Promise<void> | null = null

  add(close: () => void | Promise<void>): void {
    this.#closers.push(close)
  }

  /** Repeated calls return the same promise. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    const closers = this.#closers.reverse()
    this.#closers = []
    const failures: unknown[] = []
    for (const close of closers) {
      // Continue after a failure, so that the remaining resources are closed.
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not close')
  }
}
