import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { PlanNode } from './graph-elements.ts'
import { FrameNode, GroupNode } from './group-node.tsx'
import { TaskNode } from './task-node.tsx'

export const PlanNodeView = memo(function PlanNodeView({ id, data }: NodeProps<PlanNode>) {
  switch (data.kind) {
    case 'task':
      return <TaskNode taskKey={id} {...data} />
    case 'group':
      return <GroupNode taskKey={id} {...data} />
    case 'frame':
      return <FrameNode taskKey={id} {...data} />
  }
})
