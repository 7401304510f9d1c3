import '../../../../src-renderer/app/page-policy.ts'
import '../../../../src-renderer/theme/styles.css'
import { createRoot } from 'react-dom/client'
import { layoutPlan } from '../../../../src-renderer/graph/layout/layout-plan.ts'
import { Edited } from './edited.tsx'
import { Floor } from './floor.tsx'
import { Ours } from './ours.tsx'
import { stagePlan } from './plan.ts'

/** Functions for the measuring process. The page is otherwise empty. */
export interface Stage {
  /** Milliseconds from setting the plan until its nodes are painted. */
  open(side: 'ours' | 'floor', tasks: number): Promise<number>
  /** Opens a small editable plan for the tests of the canvas. The benchmark does not call this function. */
  openEdited(): void
  startUpdates(perSecond: number): void
  stopUpdates(): void
  startFrames(): void
  /** Milliseconds between frames since `startFrames`. */
  stopFrames(): number[]
}

declare global {
  interface Window {
    stage: Stage
  }
}

let update = () => {}
let updates: ReturnType<typeof setInterval> | undefined
let frames: number[] | null = null

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

window.stage = {
  async open(side, tasks) {
    const plan = stagePlan(tasks)
    update = plan.update
    const layout = side === 'floor' ? layoutPlan(plan.items, new Set()) : null
    const root = createRoot(document.getElementById('root') ?? document.body)
    await nextFrame()
    const start = performance.now()
    root.render(layout === null ? <Ours plan={plan} /> : <Floor plan={plan} layout={layout} />)
    while (document.querySelector('.react-flow__node') === null) await nextFrame()
    await nextFrame()
    await nextFrame()
    return performance.now() - start
  },
  openEdited() {
    document.title = 'A plan'
    createRoot(document.getElementById('root') ?? document.body).render(<Edited />)
  },
  startUpdates(perSecond) {
    updates = setInterval(() => update(), 1000 / perSecond)
  },
  stopUpdates: () => clearInterval(updates),
  startFrames() {
    const gaps: number[] = []
    frames = gaps
    let last = performance.now()
    const note = (now: number) => {
      if (frames !== gaps) return
      gaps.push(now - last)
      last = now
      requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  },
  stopFrames() {
    const gaps = frames ?? []
    frames = null
    // The first interval began before the measurement.
    return gaps.slice(1)
  },
}
