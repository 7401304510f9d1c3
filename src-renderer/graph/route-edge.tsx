import type { EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useTask } from '../stores/run-context.tsx'
import type { RouteEdge } from './graph-elements.ts'

export const RouteEdgeView = memo(function RouteEdgeView({ source, target, data }: EdgeProps<RouteEdge>) {
  const isPassed = useTask(source)?.status === 'done'
  const isRunning = useTask(target)?.status === 'in_progress'
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
