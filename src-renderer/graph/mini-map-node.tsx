import type { MiniMapNodeProps } from '@xyflow/react'
import { useTask } from '../stores/run-context.tsx'
import { lookOf, statusOfTask } from '../ui/status-looks.ts'

export function MiniMapTask({ id, x, y, width, height }: MiniMapNodeProps) {
  const task = useTask(id)
  if (task === undefined) return null
  const { tone } = lookOf(statusOfTask(task))
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
