import {
  type Edge,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useNodesState,
  useReactFlow,
} from '@xyflow/react'
import { useEffect } from 'react'
import type { Layout } from '../../../../src-renderer/graph/layout/layout.ts'
import type { StagedPlan } from './plan.ts'

/** React Flow as in its documentation: gets all nodes and edges with a finished layout. */
export function Floor({ plan, layout }: { plan: StagedPlan; layout: Layout }) {
  return (
    <ReactFlowProvider>
      <Flow {...{ plan, layout }} />
    </ReactFlowProvider>
  )
}

function Flow({ plan, layout }: { plan: StagedPlan; layout: Layout }) {
  const flow = useReactFlow()
  const [nodes, setNodes, onNodesChange] = useNodesState<Node>(
    layout.nodes.map(({ key, x, y }) => ({
      id: key,
      position: { x, y },
      data: { label: labelOf(plan, key) },
    })),
  )
  const edges: Edge[] = layout.edges.map(({ id, from, to }) => ({ id, source: from, target: to }))
  useEffect(
    () =>
      plan.onUpdate((key) =>
        setNodes((all) =>
          all.map((node) => (node.id === key ? { ...node, data: { label: labelOf(plan, key) } } : node)),
        ),
      ),
    [plan, setNodes],
  )
  return (
    <div className="relative size-full">
      <ReactFlow nodes={nodes} edges={edges} onNodesChange={onNodesChange} minZoom={0.02} maxZoom={1.5} />
      <button
        type="button"
        aria-label="Fit plan to window"
        className="absolute bottom-2 left-2 z-10 size-6"
        onClick={() => void flow.fitView()}
      />
    </div>
  )
}

const labelOf = (plan: StagedPlan, key: string): string => {
  const { title, status } = plan.faceOf(key)
  return `${title} ${status}`
}
