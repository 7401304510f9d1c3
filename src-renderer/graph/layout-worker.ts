import { layoutPlan } from './layout.ts'
import type { LayoutRequest } from './layout-jobs.ts'
import { packLayout } from './packed-layout.ts'

addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
  const packed = packLayout(layoutPlan(data.items, data.collapsed, data.direction), data.items)
  postMessage(packed, { transfer: [packed.nodes.buffer, packed.edges.buffer] })
})
