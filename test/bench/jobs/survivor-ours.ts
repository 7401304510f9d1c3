import { writeSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { requireOrder } from '../order.ts'
import { openOurs, readSteps } from '../ours.ts'
import { createWorkload } from '../workloads.ts'

/**
 * Continues with the folder of a killed process, like the app. Reports the first finished task, then finishes the run.
 */
export async function runJob(job: Job): Promise<Facts> {
  const workload = createWorkload(job.workload, job.tasks)
  const openedMs = performance.now()
  const ours = openOurs({ dataDir: job.dir, work: workload.work, isPaused: true })
  let firstMs = 0
  ours.engine.subscribe((events) => {
    if (firstMs > 0 || !events.some(({ body }) => body.type === 'attempt.finished')) return
    firstMs = performance.now()
    writeSync(1, 'first\n')
  })
  const settled = ours.settled()
  ours.engine.resume()
  await ours.engine.dispatch({ type: 'engine.recover' })
  await settled
  const rss = rssMib()
  requireOrder(workload, readSteps(ours.store).steps)
  await ours.close()
  return { insideMs: firstMs - openedMs, rssMib: rss }
}
