import { drawPlan } from './draw-plan.ts'
import { buffersOf } from './packed-layout.ts'
import type { PackedPlan } from './packed-plan.ts'

addEventListener('message', ({ data }: MessageEvent<PackedPlan>) => {
  const layout = drawPlan(data)
  postMessage(layout, { transfer: buffersOf(layout) })
})
