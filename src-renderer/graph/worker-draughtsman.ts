import type { Draughtsman } from './layout-jobs.ts'
import { type PackedLayout, unpackLayout } from './packed-layout.ts'
import { packPlan } from './packed-plan.ts'

/** Lays out in a worker, so that the page stays at hand however large the plan is. */
export function createWorkerDraughtsman(): Draughtsman {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  return {
    start(request, onDone, onFailed) {
      worker.onmessage = ({ data }: MessageEvent<PackedLayout>) => onDone(unpackLayout(data, request.items))
      worker.onerror = onFailed
      const { kinds, parents, ends, waits, direction } = packPlan(request)
      const transfer = [kinds.buffer, parents.buffer, ends.buffer, waits.buffer]
      worker.postMessage({ kinds, parents, ends, waits, direction }, { transfer })
    },
    stop: () => worker.terminate(),
  }
}
