import type { Draughtsman } from './layout-jobs.ts'
import { type PackedLayout, packPlan, unpackLayout } from './packed-layout.ts'

/** Lays out in a worker, so that the page stays at hand however large the plan is. */
export function createWorkerDraughtsman(): Draughtsman {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  return {
    start(request, onDone, onFailed) {
      worker.onmessage = ({ data }: MessageEvent<PackedLayout>) => onDone(unpackLayout(data, request.items))
      worker.onerror = onFailed
      const packed = packPlan(request)
      worker.postMessage(packed, { transfer: [packed.tasks.buffer] })
    },
    stop: () => worker.terminate(),
  }
}
