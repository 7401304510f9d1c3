import type { Draughtsman } from './layout-jobs.ts'
import { type PackedLayout, unpackLayout } from './packed-layout.ts'

/** Lays out in a worker, so that the page stays at hand however large the plan is. */
export function createWorkerDraughtsman(): Draughtsman {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  return {
    start({ items, collapsed, direction }, onDone, onFailed) {
      worker.onmessage = ({ data }: MessageEvent<PackedLayout>) => onDone(unpackLayout(data, items))
      worker.onerror = onFailed
      // Only what the layout reads: a task as the run has it is many times as large.
      const shape = items.map(({ key, kind, parent, dependsOn }) => ({ key, kind, parent, dependsOn }))
      worker.postMessage({ items: shape, collapsed, direction })
    },
    stop: () => worker.terminate(),
  }
}
