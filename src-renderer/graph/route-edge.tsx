import type { EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useFace } from './graph-context.ts'
import type { RouteEdge } from './graph-elements.ts'

export const RouteEdgeView = memo(function RouteEdgeView({ source, target, data }: EdgeProps<RouteEdge>) {
  const isPassed = useFace(source)?.status === 'done'
  const isRunning = useFace(target)?.status === 'running'
  return (
    <path
      className="route"
      d={data?.path ?? ''}
      data-passed={isPassed}
      data-running={isPassed && isRunning}
      data-lit={data?.isLit ?? false}
    />
  )
})
