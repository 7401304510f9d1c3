import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openFloor, readFloorSteps, readStatuses, runFloor } from '../floor.ts'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { requireOrder } from '../order.ts'
import { createWorkload } from '../workloads.ts'

/** Continues with the file of a killed process. Reports the first finished task, then finishes the run. */
export async function runJob(job: Job): Promise<Facts> {
  const workload = createWorkload(job.workload, job.tasks)
  const openedMs = performance.now()
  const db = openFloor(join(job.dir, 'floor.sqlite'))
  const statuses = readStatuses(db)
  const before = statuses.filter((status) => status === 'succeeded').length
  let firstMs = 0
  await runFloor(db, workload, {
    statuses,
    onTurn: (done) => {
      if (firstMs > 0 || done === before) return
      firstMs = performance.now()
      writeSync(1, 'first\n')
    },
  })
  const rss = rssMib()
  requireOrder(workload, readFloorSteps(db))
  db.close()
  return { insideMs: firstMs - openedMs, rssMib: rss }
}
