import type { Workload } from './workloads.ts'

/** What the log of a run says, in its order. `stopped`: a crash ended it, and it may start again. */
export interface Step {
  readonly type: 'started' | 'ended' | 'stopped'
  readonly index: number
}

/**
 * Throws unless every task started after all it waits for had ended, ended once, and no more than the workload's
 * concurrency ran at any time. A benchmark of work that was not done, or done out of order, measures nothing.
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
