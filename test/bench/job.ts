import { parseArgs } from 'node:util'

/**
 * What one child process is asked to do: one measurement of one side, in a folder of its own. Its options come as
 * arguments and are read without a schema: the floor's process must hold nothing that the floor does not need.
 */
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

export const jobArguments = ({ kind, dir, workload, tasks, measure }: Job): string[] => [
  `--kind=${kind}`,
  `--dir=${dir}`,
  `--workload=${workload}`,
  `--tasks=${tasks}`,
  `--measure=${measure}`,
]

export function parseJob(args: string[]): Job {
  const text = { type: 'string', default: '' } as const
  const { values } = parseArgs({
    args,
    options: { kind: text, dir: text, workload: text, tasks: text, measure: text },
  })
  const { kind, dir, workload, tasks, measure } = values
  if (measure !== 'time' && measure !== 'bytes' && measure !== 'delay')
    throw new Error(`No measure of this name: ${measure}`)
  return { kind, dir, workload, tasks: Number(tasks), measure }
}
