/** Job of a child process: one measurement of one side, in its own folder. */
export interface Job {
  /** Name of a file in `test/bench/jobs`: the measurement and the side. */
  readonly kind: string
  readonly dir: string
  readonly workload: string
  readonly tasks: number
  /**
   * `time`: wall time and memory. `bytes`: transactions and bytes of the write-ahead log, without checkpoints.
   * `delay`: delay of the event loop.
   */
  readonly measure: 'time' | 'bytes' | 'delay'
}

/** Results of one measurement by name; times in milliseconds. */
export type Facts = Readonly<Record<string, number>>
