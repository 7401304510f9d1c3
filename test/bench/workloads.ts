import { chain, fan, type Graph, layered } from './graphs.ts'

/** Work of one task: nothing, or a small calculation. */
export type Work = 'nothing' | 'fib10'

export interface Workload {
  readonly graph: Graph
  readonly concurrency: number
  readonly work: Work
}

const layerCount = 100

/** Number of finished tasks when the run is killed. */
export const killAt = 500

/** The graphs of `docs/explanation/performance.md` in any size. */
export function createWorkload(name: string, tasks: number): Workload {
  switch (name) {
    case 'chain':
      return { graph: chain(tasks), concurrency: 16, work: 'nothing' }
    case 'fan':
      return { graph: fan(tasks - 2), concurrency: 16, work: 'nothing' }
    case 'layers':
      return { graph: layered(tasks, layerCount), concurrency: 16, work: 'nothing' }
    case 'fib':
      return { graph: chain(tasks), concurrency: 16, work: 'fib10' }
    default:
      throw new Error(`No graph of this name: ${name}`)
  }
}

const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2))

/** Result of a task. */
export const doWork = (work: Work): string => (work === 'fib10' ? String(fib(10)) : 'done')
