import { writeSync } from 'node:fs'
import type { Facts, Job } from '../job.ts'
import { openOurs } from '../ours.ts'
import { createWorkload, killAt } from '../workloads.ts'

/** Runs until the parent kills the process; tells the parent when to kill it. */
export async function runJob(job: Job): Promise<Facts> {
  const workload = createWorkload(job.workload, job.tasks)
  const ours = openOurs({ dataDir: job.dir, work: workload.work })
  await ours.register()
  let done = 0
  ours.engine.subscribe((events) => {
    for (const { body } of events) {
      if (body.type !== 'attempt.finished') continue
      done += 1
      if (done === killAt) writeSync(1, 'kill me\n')
    }
  })
  const settled = ours.settled()
  await ours.build(workload)
  await settled
  throw new Error('The run was over before it was killed')
}
