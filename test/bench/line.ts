import { medianOf, type Pair, ratioOf } from './pairs.ts'

/** A target of `docs/explanation/performance.md` and its measured value. */
export interface Check {
  readonly target: string
  readonly what: string
  readonly found: number
  readonly must: number
  readonly unit?: string
}

/** Printed result of a workload. Times in milliseconds, memory in MiB. */
export interface Line {
  readonly workload: string
  readonly tasks: number
  readonly wall_ms: number
  readonly ms_per_task: number
  readonly floor_ms_per_task: number
  readonly ratio_to_floor: number
  readonly peak_rss_mib: number
  readonly floor_rss_mib: number
  readonly rounds: number
  readonly extra: Readonly<Record<string, number>>
  readonly checks: readonly Check[]
}

interface LineOptions {
  readonly workload: string
  /** Number of tasks, picks or starts in one measurement. */
  readonly tasks: number
  /** Divisor of the wall time; default: `tasks`. */
  readonly per?: number
  readonly extra?: Readonly<Record<string, number>>
  readonly checks?: (ratio: number) => readonly Check[]
}

export function lineOf(pairs: readonly Pair[], options: LineOptions): Line {
  const { workload, tasks, per = tasks, extra = {}, checks = () => [] } = options
  const wall = medianOf(pairs, 'ours', 'wallMs')
  const ratio = ratioOf(pairs, 'wallMs')
  return {
    workload,
    tasks,
    wall_ms: wall,
    ms_per_task: wall / per,
    floor_ms_per_task: medianOf(pairs, 'floor', 'wallMs') / per,
    ratio_to_floor: ratio,
    peak_rss_mib: medianOf(pairs, 'ours', 'rssMib'),
    floor_rss_mib: medianOf(pairs, 'floor', 'rssMib'),
    rounds: pairs.length,
    extra,
    checks: checks(ratio),
  }
}
