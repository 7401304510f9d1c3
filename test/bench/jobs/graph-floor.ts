import { join } from 'node:path'
import { insertTasks, openFloor, readFloorSteps, runFloor } from '../floor.ts'
import type { Facts, Job } from '../job.ts'
import { startMeter } from '../meter.ts'
import { requireOrder } from '../order.ts'
import { createWorkload } from '../workloads.ts'

/** From the rows of the tasks until the last task is finished. */
export async function runJob(job: Job): Promise<Facts> {
  const workload = createWorkload(job.workload, job.tasks)
  const file = join(job.dir, 'floor.sqlite')
  const db = openFloor(file)
  const meter = startMeter(job, { pragma: (text) => db.pragma(text), wal: `${file}-wal` })
  insertTasks(db, workload.graph)
  meter.built()
  await runFloor(db, workload)
  const facts = meter.stop()
  const steps = readFloorSteps(db)
  requireOrder(workload, steps)
  db.close()
  return { ...facts, events: 3 * workload.graph.length }
}
