import { layoutPlan } from './layout.ts'
import type { LayoutRequest } from './layout-jobs.ts'

addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
  postMessage(layoutPlan(data.items, data.collapsed, data.direction))
})
