import type { MiniMapNodeProps } from '@xyflow/react'
import { lookOf } from '../ui/status-looks.ts'
import { useFace } from './graph-context.ts'

export function MiniMapTask({ id, x, y, width, height }: MiniMapNodeProps) {
  const face = useFace(id)
  if (face === undefined) return null
  const tone = face.status === null ? 'neutral' : lookOf(face.status).tone
  const isFrame = height > 100
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={12}
      style={{
        fill: isFrame ? 'var(--hover)' : tone === 'neutral' ? 'var(--line-strong)' : `var(--${tone})`,
      }}
    />
  )
}
