import { performance } from 'node:perf_hooks'
import { createReadyQueue } from '../../../src-main/scheduling/ready-queue.ts'
import { compareTasks } from '../../../src-main/scheduling/score.ts'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { drawTasks, selectionNow as now, type OpenTask, percentile, picks } from '../open-tasks.ts'

/** Up to this size, each pick is compared with a full sort. */
const checkedUpTo = 1000
const isAnyOpen = () => true

/** Picks the best open task, removes it and adds another task. */
export async function runJob({ tasks: count }: Job): Promise<Facts> {
  const drawn = drawTasks(count + picks)
  const open = new Set(drawn.slice(0, count))
  const queue = createReadyQueue<OpenTask>((task) => task)
  const start = performance.now()
  for (const task of open) queue.add(task, '')
  const buildMs = performance.now() - start
  const times: number[] = []
  for (const next of drawn.slice(count)) {
    const began = performance.now()
    const best = queue.best(isAnyOpen, now)
    if (best === null) throw new Error('Nothing was picked')
    queue.remove(best)
    queue.add(next, '')
    times.push(performance.now() - began)
    if (count <= checkedUpTo) requireBest(open, best)
    open.delete(best)
    open.add(next)
  }
  return { wallMs: times.reduce((sum, each) => sum + each, 0), ...factsOf(times), buildMs, rssMib: rssMib() }
}

function requireBest(open: ReadonlySet<OpenTask>, picked: OpenTask): void {
  const [best] = [...open].sort((a, b) => compareTasks(a, b, now))
  if (best !== picked) throw new Error(`${picked.key} was picked before ${best?.key}`)
}

const factsOf = (times: readonly number[]): Facts => ({
  pickP50Ms: percentile(times, 0.5),
  pickP99Ms: percentile(times, 0.99),
  pickMaxMs: percentile(times, 1),
})
