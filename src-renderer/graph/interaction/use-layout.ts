import { useEffect, useMemo, useRef, useState } from 'react'
import type { Layout, LayoutRequest } from '../layout/layout.ts'
import { createLayoutJobs } from '../layout/layout-jobs.ts'
import { emptyLayout, layoutPlan, plainLayout } from '../layout/layout-plan.ts'
import { createWorkerDraughtsman } from '../layout/worker-draughtsman.ts'

/** Up to this many nodes a layout takes less than a frame: it is there at once. */
const atOnce = 300
const deadlineMs = 4000
const patientMs = 60_000

export type LaidOut = ReturnType<typeof useLayout>

interface Made {
  readonly layout: Layout
  readonly isLate: boolean
}

/** Small plans are laid out in the page, large ones in a worker; the layout before stays until the next one is made. */
export function useLayout({ items, collapsed, direction }: LayoutRequest) {
  const request = useMemo(() => ({ items, collapsed, direction }), [items, collapsed, direction])
  const isSmall = items.length <= atOnce
  const small = useMemo(
    () => (isSmall ? layoutPlan(request.items, request.collapsed, request.direction) : null),
    [request, isSmall],
  )
  const [made, setMade] = useState<Made | null>(null)
  const [patience, setPatience] = useState(deadlineMs)
  const jobs = useRef<ReturnType<typeof createLayoutJobs> | null>(null)
  useEffect(() => {
    jobs.current = createLayoutJobs({
      createDraughtsman: createWorkerDraughtsman,
      deadlineMs: patience,
      onDone: (layout) => setMade({ layout, isLate: false }),
      onLate: (given) => setMade(late(given)),
    })
    return () => jobs.current?.stop()
  }, [patience])
  // biome-ignore lint/correctness/useExhaustiveDependencies: more patience asks for the same layout again
  useEffect(() => {
    if (!isSmall) jobs.current?.ask(request)
  }, [request, isSmall, patience])

  return {
    layout: small ?? made?.layout ?? emptyLayout,
    /** `working`: nothing is to be seen yet. `late`: it took too long, the tasks stand in rows. */
    state: stateOf(made, small !== null),
    /** Once more, with more time. */
    tryLonger() {
      setMade(null)
      setPatience(patientMs)
    },
    /** The tasks in rows now. */
    cancel() {
      jobs.current?.stop()
      setMade(late(request))
    },
  }
}

const stateOf = (made: Made | null, isSmall: boolean): 'working' | 'ready' | 'late' =>
  isSmall ? 'ready' : made === null ? 'working' : made.isLate ? 'late' : 'ready'

const late = (request: LayoutRequest): Made => ({ layout: plainLayout(request), isLate: true })
