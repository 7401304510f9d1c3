import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { insertTasks, openFloor, runFloor } from '../floor.ts'
import type { Facts, Job } from '../job.ts'
import { createWorkload, killAt } from '../workloads.ts'

/** Runs until the parent kills the process; tells the parent when to kill it. */
export async function runJob(job: Job): Promise<Facts> {
  const workload = createWorkload(job.workload, job.tasks)
  const db = openFloor(join(job.dir, 'floor.sqlite'))
  insertTasks(db, workload.graph)
  await runFloor(db, workload, {
    onTurn: (done) => {
      if (done === killAt) writeSync(1, 'kill me\n')
    },
  })
  throw new Error('The run was over before it was killed')
}
