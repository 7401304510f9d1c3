import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import type { NodeData, PlanNode } from './graph-elements.ts'
import { FrameNode, GroupNode } from './group-node.tsx'
import { TaskNode } from './task-node.tsx'

/** React Flow draws an edge only between handles that it finds in the page, so there are two that nobody sees. */
export const PlanNodeView = memo(function PlanNodeView({ id, data }: NodeProps<PlanNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className="plan-handle" />
      <NodeBody taskKey={id} {...data} />
      <Handle type="source" position={Position.Right} isConnectable={false} className="plan-handle" />
    </>
  )
})

function NodeBody(props: NodeData & { taskKey: string }) {
  switch (props.kind) {
    case 'task':
      return <TaskNode {...props} />
    case 'group':
      return <GroupNode {...props} />
    case 'frame':
      return <FrameNode {...props} />
  }
}
