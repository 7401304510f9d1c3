import type { Facts, Job } from '../job.ts'
import { openOurs } from '../ours.ts'
import { createWorkload } from '../workloads.ts'

/** Creates a run; no task has started. */
export async function runJob(job: Job): Promise<Facts> {
  const ours = openOurs({ dataDir: job.dir, work: 'nothing', isPaused: true })
  await ours.register()
  await ours.build(createWorkload(job.workload, job.tasks))
  await ours.close()
  return {}
}
