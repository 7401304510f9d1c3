import { performance } from 'node:perf_hooks'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { createOurEngine, openOurStore } from '../ours.ts'

/** From a folder that nobody has open to an engine that takes commands. */
export async function runJob({ dir, tasks: events }: Job): Promise<Facts> {
  const start = performance.now()
  const store = openOurStore(dir)
  const opened = performance.now()
  const engine = createOurEngine(store, { isPaused: true })
  const wallMs = performance.now() - start
  if (store.events.lastSeq() < events) throw new Error(`The log has ${store.events.lastSeq()} events`)
  // Since the start of the process, with everything that it loads.
  const facts = { wallMs, openMs: opened - start, processMs: performance.now(), rssMib: rssMib() }
  await engine.close()
  store.close()
  return facts
}
