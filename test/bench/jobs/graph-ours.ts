import { join } from 'node:path'
import type { Facts, Job } from '../job.ts'
import { startMeter } from '../meter.ts'
import { requireOrder } from '../order.ts'
import { openOurs, readSteps } from '../ours.ts'
import { createWorkload } from '../workloads.ts'

/** From submitting the plan until the run ends. */
export async function runJob(job: Job): Promise<Facts> {
  const workload = createWorkload(job.workload, job.tasks)
  const ours = openOurs({ dataDir: job.dir, work: workload.work })
  await ours.register()
  const { db } = ours.store
  const meter = startMeter(job, {
    pragma: (text) => db.pragma(text),
    wal: join(job.dir, 'switchyard.sqlite-wal'),
  })
  const settled = ours.settled()
  await ours.build(workload)
  meter.built()
  const status = await settled
  const facts = meter.stop()
  if (status !== 'done') throw new Error(`The run is ${status}, not done`)
  const { steps, events } = readSteps(ours.store)
  requireOrder(workload, steps)
  await ours.close()
  return { ...facts, events }
}
