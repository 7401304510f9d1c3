import { ReactFlowProvider } from '@xyflow/react'
import type { Editing, Faces } from './face.ts'
import { Graph } from './graph.tsx'
import { FacesProvider } from './graph-context.ts'
import type { LayoutItem } from './outline.ts'
import type { Selection } from './selection.ts'

export interface GraphProps {
  readonly label: string
  /** Of the plan: what a picture of it is called. */
  readonly title?: string
  /** The shape of the plan: another array is another layout. */
  readonly items: readonly LayoutItem[]
  readonly faces: Faces
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  /** Enter on a node; without it Enter selects. */
  readonly onOpen?: (key: string) => void
  readonly collapsed: ReadonlySet<string>
  readonly onCollapse: (collapsed: ReadonlySet<string>) => void
  readonly editing?: Editing
  /** Ids of the commands of the context menu, in groups. */
  readonly menu?: readonly (readonly string[])[]
  /** Keys that a filter does not match. */
  readonly dimmed?: ReadonlySet<string>
  /** Keys on the critical path. */
  readonly path?: ReadonlySet<string>
  /** A task that is kept in view, whichever it is from moment to moment. */
  readonly follow?: string | null
  /** The person moved the view, which ends following. */
  readonly onFollowEnd?: () => void
  /** Where what is looked for is written, if the owner has a place for that; else titles are looked through here. */
  readonly onFind?: () => void
  /** Leads to the list, for a plan that takes too long to lay out. */
  readonly onList?: () => void
}

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
