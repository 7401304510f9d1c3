import { performance } from 'node:perf_hooks'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { createOurEngine, openOurStore } from '../ours.ts'

/** From a closed data folder until the engine accepts commands. */
export async function runJob({ dir, tasks: events }: Job): Promise<Facts> {
  const start = performance.now()
  const store = openOurStore(dir)
  const opened = performance.now()
  const engine = createOurEngine(store, { isPaused: true })
  const wallMs = performance.now() - start
  if (store.events.lastSeq() < events) throw new Error(`The log has ${store.events.lastSeq()} events`)
  // From the start of the process, including module loading.
  const facts = { wallMs, openMs: opened - start, processMs: performance.now(), rssMib: rssMib() }
  await engine.close()
  store.close()
  return facts
}
