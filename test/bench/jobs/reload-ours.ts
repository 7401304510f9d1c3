import { performance } from 'node:perf_hooks'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { createOurEngine, openOurStore } from '../ours.ts'

/** From an open database until the engine has loaded the run. */
export async function runJob(job: Job): Promise<Facts> {
  const openedMs = performance.now()
  const store = openOurStore(job.dir)
  const start = performance.now()
  const engine = createOurEngine(store, { isPaused: true })
  const wallMs = performance.now() - start
  const [run] = [...engine.state.runs.values()]
  if (run?.tasks.size !== job.tasks) throw new Error(`${run?.tasks.size} tasks were loaded`)
  const facts = { wallMs, openMs: start - openedMs, rssMib: rssMib() }
  await engine.close()
  store.close()
  return facts
}
