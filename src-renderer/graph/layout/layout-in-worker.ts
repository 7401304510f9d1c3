import { useEffect } from 'react'
import { startOwnWorker } from '../../ui/own-worker.ts'
import type { LayoutWorker } from './layout-jobs.ts'
import layoutWorker from './layout-worker.ts?worker&url'
import { type PackedLayout, unpackLayout } from './packed-layout.ts'
import { packPlan } from './packed-plan.ts'

/** Lays out in a worker, so that the page stays responsive for plans of any size. */
export function createWebLayoutWorker(): LayoutWorker {
  const worker = ahead ?? startWorker()
  ahead = null
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

const startWorker = (): Worker => startOwnWorker(layoutWorker)

/** Worker started before a layout is needed. The next graph that needs a worker takes it. */
let ahead: Worker | null = null

/** For screens that are waiting for their plan: starting a worker takes as long as laying out thousands of tasks. */
export function useWorkerAhead(): void {
  useEffect(() => {
    if (ahead !== null) return
    const worker = startWorker()
    ahead = worker
    // Ignored, because the next layout starts a new worker and reports the error.
    worker.onerror = () => {
      if (ahead === worker) ahead = null
    }
  }, [])
}
