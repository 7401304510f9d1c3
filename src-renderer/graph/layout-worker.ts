import { layoutPlan } from './layout.ts'
import { type PackedPlan, packLayout, unpackPlan } from './packed-layout.ts'

addEventListener('message', ({ data }: MessageEvent<PackedPlan>) => {
  const { items, collapsed, direction } = unpackPlan(data)
  const packed = packLayout(layoutPlan(items, collapsed, direction))
  postMessage(packed, { transfer: [packed.nodes.buffer, packed.edges.buffer] })
})
