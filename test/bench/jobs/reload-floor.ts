import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openFloor, reloadGraph } from '../floor.ts'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'

/** From an open database until the graph and its counters are in memory. */
export async function runJob(job: Job): Promise<Facts> {
  const openedMs = performance.now()
  const db = openFloor(join(job.dir, 'floor.sqlite'))
  const start = performance.now()
  const { unmet } = reloadGraph(db)
  const wallMs = performance.now() - start
  if (unmet.length !== job.tasks) throw new Error(`${unmet.length} tasks were loaded`)
  db.close()
  return { wallMs, openMs: start - openedMs, rssMib: rssMib() }
}
