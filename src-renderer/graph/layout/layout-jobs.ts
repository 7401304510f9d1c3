import type { Layout, LayoutRequest } from './layout.ts'

/** Lays out one plan at a time outside of the main thread. */
export interface LayoutWorker {
  start(request: LayoutRequest, onDone: (layout: Layout) => void, onFailed: () => void): void
  stop(): void
}

interface LayoutJobsOptions {
  readonly createLayoutWorker: () => LayoutWorker
  readonly deadlineMs: number
  readonly onDone: (layout: Layout, request: LayoutRequest) => void
  /** Called if the deadline is exceeded or the layout fails. */
  readonly onLate: (request: LayoutRequest) => void
}

/** Computes one layout at a time. Requests during a computation are discarded except for the last. */
export function createLayoutJobs({ createLayoutWorker, deadlineMs, onDone, onLate }: LayoutJobsOptions) {
  let layoutWorker: LayoutWorker | null = null
  let running: LayoutRequest | null = null
  let next: LayoutRequest | null = null
  let deadline: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearTimeout(deadline)
    layoutWorker?.stop()
    layoutWorker = null
    running = null
    next = null
  }
  const start = (request: LayoutRequest) => {
    running = request
    const giveUp = () => {
      if (running !== request) return
      const latest = next ?? request
      stop()
      onLate(latest)
    }
    deadline = setTimeout(giveUp, deadlineMs)
    layoutWorker ??= createLayoutWorker()
    layoutWorker.start(
      request,
      (layout) => {
        if (running !== request) return
        clearTimeout(deadline)
        running = null
        const waiting = next
        next = null
        if (waiting === null) onDone(layout, request)
        else start(waiting)
      },
      giveUp,
    )
  }
  return {
    ask(request: LayoutRequest) {
      if (running === null) start(request)
      else next = request
    },
    stop,
  }
}
