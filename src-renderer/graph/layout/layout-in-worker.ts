import { useEffect } from 'react'
import { startOwnWorker } from '../../ui/own-worker.ts'
import type { LayoutWorker } from './layout-jobs.ts'
import layoutWorker from './layout-worker.ts?worker&url'
import { type PackedLayout, unpackLayout } from './packed-layout.ts'
import { packPlan } from './packed-plan.ts'

/** Lays out in a worker, so that the page stays at hand however large the plan is. */
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

/** Started while nobody knew yet what it would lay out; the next graph that needs one takes it. */
let ahead: Worker | null = null

/** For a screen that waits for its plan: a worker takes as long to start as to lay out thousands of tasks. */
export function useWorkerAhead(): void {
  useEffect(() => {
    if (ahead !== null) return
    const worker = startWorker()
    ahead = worker
    // The next layout starts a worker and reports the error.
    worker.onerror = () => {
      if (ahead === worker) ahead = null
    }
  }, [])
}
