import { useEffect, useMemo, useRef, useState } from 'react'
import type { Layout, LayoutRequest } from '../layout/layout.ts'
import { createLayoutJobs } from '../layout/layout-jobs.ts'
import { emptyLayout, layoutPlan, plainLayout } from '../layout/layout-plan.ts'
import { createWorkerDraughtsman } from '../layout/worker-draughtsman.ts'

/** Up to this many nodes a layout takes less than a frame: it is there at once. */
const atOnce = 300
const deadlineMs = 4000
const patientMs = 60_000

export interface LaidOut {
  readonly layout: Layout
  /** `working`: nothing is to be seen yet. `late`: it took too long, the tasks stand in rows. */
  readonly state: 'working' | 'ready' | 'late'
  /** Once more, with more time. */
  readonly tryLonger: () => void
  /** The tasks in rows now. */
  readonly cancel: () => void
}

interface Made {
  readonly request: LayoutRequest
  readonly layout: Layout
  readonly isLate: boolean
}

/** Small plans are laid out in the page, large ones in a worker; the layout before stays until the next one is made. */
export function useLayout({ items, collapsed, direction }: LayoutRequest): LaidOut {
  const request = useMemo(() => ({ items, collapsed, direction }), [items, collapsed, direction])
  const isSmall = items.length <= atOnce
  const small = useMemo(
    () => (isSmall ? layoutPlan(request.items, request.collapsed, request.direction) : null),
    [request, isSmall],
  )
  const [made, setMade] = useState<Made | null>(null)
  const [patience, setPatience] = useState(deadlineMs)
  const jobs = useRef<ReturnType<typeof createLayoutJobs> | null>(null)
  const setLate = (given: LayoutRequest) =>
    setMade({ request: given, layout: plainLayout(given), isLate: true })

  useEffect(() => {
    jobs.current = createLayoutJobs({
      createDraughtsman: createWorkerDraughtsman,
      deadlineMs: patience,
      onDone: (layout, given) => setMade({ request: given, layout, isLate: false }),
      onLate: (given) => setMade({ request: given, layout: plainLayout(given), isLate: true }),
    })
    return () => jobs.current?.stop()
  }, [patience])
  // biome-ignore lint/correctness/useExhaustiveDependencies: more patience asks for the same layout again
  useEffect(() => {
    if (!isSmall) jobs.current?.ask(request)
  }, [request, isSmall, patience])

  return {
    layout: small ?? made?.layout ?? emptyLayout,
    state: small !== null ? 'ready' : made === null ? 'working' : made.isLate ? 'late' : 'ready',
    tryLonger() {
      setMade(null)
      setPatience(patientMs)
    },
    cancel() {
      jobs.current?.stop()
      setLate(request)
    },
  }
}
