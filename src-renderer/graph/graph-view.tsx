import { ReactFlowProvider } from '@xyflow/react'
import { Graph } from './graph.tsx'
import { FacesProvider } from './graph-context.ts'
import type { GraphProps } from './graph-props.ts'

/** The plan as a graph. React Flow is known in this folder only; what it draws is derived, nothing of its state is ours. */
export function GraphView(props: GraphProps) {
  return (
    <FacesProvider value={props.faces}>
      <ReactFlowProvider>
        <Graph {...props} />
      </ReactFlowProvider>
    </FacesProvider>
  )
}
