import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { direction } from '../../words/words.ts'
import { useNodeActions } from '../graph-context.ts'
import type { PlanNode } from '../graph-elements.ts'
import { FrameNode, GroupNode } from './group-node.tsx'
import { NodeHandle } from './node-handle.tsx'
import { RenameField } from './rename-field.tsx'
import { TaskNode } from './task-node.tsx'

const bodies = { task: TaskNode, group: GroupNode, frame: FrameNode } as const

/** One node of the page: its body, and what editing adds to it. */
export const PlanNodeView = memo(function PlanNodeView({ id, data }: NodeProps<PlanNode>) {
  const { edit } = useNodeActions()
  const { kind, ...marks } = data
  const Body = bodies[kind]
  const isConnecting = marks.isSource || marks.isTarget || marks.refusal !== null
  return (
    <div dir={direction} className="plan-cell group size-full" data-kind={kind}>
      <Body taskKey={id} {...marks} />
      {edit !== null && marks.isRenamed && <RenameField taskKey={id} edit={edit} />}
      {edit !== null && !isConnecting && (
        <NodeHandle taskKey={id} isShown={marks.isSelected || marks.isCursor} />
      )}
    </div>
  )
})
