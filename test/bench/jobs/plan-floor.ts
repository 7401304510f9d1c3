import { join } from 'node:path'
import { insertTasks, openFloor } from '../floor.ts'
import type { Facts, Job } from '../job.ts'
import { createWorkload } from '../workloads.ts'

/** Creates the rows of tasks; no task has started. */
export async function runJob(job: Job): Promise<Facts> {
  const db = openFloor(join(job.dir, 'floor.sqlite'))
  insertTasks(db, createWorkload(job.workload, job.tasks).graph)
  db.close()
  return {}
}
