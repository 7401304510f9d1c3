/** What one child process is asked to do: one measurement of one side, in a folder of its own. */
export interface Job {
  /** A file of `test/bench/jobs`, by what it measures and whose side it is. */
  readonly kind: string
  readonly dir: string
  readonly workload: string
  readonly tasks: number
  /**
   * `time`: wall time and memory. `bytes`: the write-ahead log's transactions and bytes, its checkpoints held back.
   * `delay`: how late the event loop came.
   */
  readonly measure: 'time' | 'bytes' | 'delay'
}

/** Facts of one measurement by name; times in milliseconds. */
export type Facts = Readonly<Record<string, number>>
