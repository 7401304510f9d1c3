import type { Workload } from './workloads.ts'

/** Step of a run in the order of the log. `stopped`: interrupted by a crash; the task may start again. */
export interface Step {
  readonly type: 'started' | 'ended' | 'stopped'
  readonly index: number
}

/**
 * Throws unless each task started after the end of its dependencies and ended once, within the workload's concurrency.
 * Without this check, a benchmark could measure missing or misordered work.
 */
export function requireOrder({ graph, concurrency }: Workload, steps: readonly Step[]): void {
  const running = new Set<number>()
  const ended = new Set<number>()
  const require = (holds: boolean, fault: string) => {
    if (!holds) throw new Error(`The order of execution is broken: ${fault}`)
  }
  for (const { type, index } of steps) {
    if (type === 'started') {
      require(!running.has(index) && !ended.has(index), `task ${index} started twice`)
      for (const dependency of graph[index] ?? [])
        require(ended.has(dependency), `task ${index} started before ${dependency} had ended`)
      running.add(index)
      require(running.size <= concurrency, `${running.size} tasks at once, ${concurrency} are allowed`)
    } else {
      require(running.delete(index), `task ${index} ended without a start`)
      if (type === 'ended') ended.add(index)
    }
  }
  require(ended.size === graph.length, `${ended.size} of ${graph.length} tasks ended`)
}
