import { Background, MiniMap, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { Maximize, UnfoldHorizontal, UnfoldVertical, ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { lookOf } from '../ui/status-looks.ts'
import { words } from '../words/words.ts'
import type { Editing, Faces } from './face.ts'
import { FacesProvider } from './graph-context.ts'
import { edgesOf, nodesOf, type PlanNode, type RouteEdge } from './graph-elements.ts'
import { graphKeys } from './graph-keys.ts'
import { GroupToggleContext } from './group-toggle.ts'
import { layoutPlan } from './layout.ts'
import { MiniMapTask } from './mini-map-node.tsx'
import type { LayoutItem } from './outline.ts'
import { PlanNodeView } from './plan-node.tsx'
import { RouteEdgeView } from './route-edge.tsx'
import { nothingSelected, type Selection, selectOnly, withToggled } from './selection.ts'
import { useViewport } from './use-viewport.ts'

const nodeTypes = { plan: PlanNodeView }
const edgeTypes = { route: RouteEdgeView }
const mapFrom = 30

interface GraphProps {
  readonly label: string
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
  /** Keys that a filter does not match. */
  readonly dimmed?: ReadonlySet<string>
  /** Keys on the critical path. */
  readonly path?: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

/** The one place that knows React Flow. Everything it draws is derived; nothing of its state is ours. */
export function GraphView(props: GraphProps) {
  return (
    <FacesProvider value={props.faces}>
      <ReactFlowProvider>
        <Graph {...props} />
      </ReactFlowProvider>
    </FacesProvider>
  )
}

function Graph(props: GraphProps) {
  const { label, items, selection, collapsed, onSelect, onCollapse, dimmed = none, path = none } = props
  const [cursor, setCursor] = useState<string | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const layout = useMemo(() => layoutPlan(items, collapsed), [items, collapsed])
  const lead = useMemo(() => drawnFor(items, collapsed, selection.lead), [items, collapsed, selection.lead])
  const selected = useMemo(
    () => (lead === null ? selection.keys : new Set([...selection.keys, lead])),
    [selection.keys, lead],
  )
  const marks = useMemo(() => ({ cursor, selected, dimmed, path }), [cursor, selected, dimmed, path])
  const nodes = useMemo(() => nodesOf(layout, marks), [layout, marks])
  const edges = useMemo(() => edgesOf(layout, marks), [layout, marks])
  const view = useViewport({ frame, layout, selected: lead })

  const toggle = (key: string) => {
    view.hold(key)
    onCollapse(toggled(collapsed, key))
  }
  const moveTo = (key: string) => {
    setCursor(key)
    view.reveal(key)
  }
  const onKeyDown = graphKeys({
    layout,
    cursor,
    moveTo,
    openTask: props.onOpen ?? ((key) => onSelect(selectOnly(key))),
    toggleGroup: toggle,
    leave: () => onSelect(nothingSelected),
  })

  return (
    <GroupToggleContext value={toggle}>
      <div ref={frame} className="graph relative size-full">
        <ReactFlow<PlanNode, RouteEdge>
          aria-label={words.graph.howTo(label)}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onFocus={({ target, currentTarget }) => {
            const first = lead ?? layout.nodes[0]?.key
            const isByKey = target === currentTarget && target.matches(':focus-visible')
            if (isByKey && cursor === null && first !== undefined) setCursor(first)
          }}
          onBlur={() => setCursor(null)}
          className="outline-offset-[-2px]"
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onInit={view.place}
          onNodeClick={({ shiftKey }, node) =>
            onSelect(shiftKey ? withToggled(selection, node.id) : selectOnly(node.id))
          }
          onMove={view.onMove}
          onlyRenderVisibleElements
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          deleteKeyCode={null}
          disableKeyboardA11y
          minZoom={0.05}
          maxZoom={1.5}
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={24} size={1.5} color="var(--dots)" />
          {nodes.length > mapFrom && (
            <MiniMap
              pannable
              zoomable
              nodeComponent={MiniMapTask}
              ariaLabel={words.graph.map}
              style={{ width: 168, height: 112 }}
            />
          )}
          <Panel position="bottom-left">
            <Controls
              items={items}
              collapsed={collapsed}
              onFit={view.showAll}
              onCollapse={(next) => {
                view.letGo()
                onCollapse(next)
              }}
            />
          </Panel>
        </ReactFlow>
        <CursorVoice cursor={cursor} faces={props.faces} />
      </div>
    </GroupToggleContext>
  )
}

interface ControlsProps extends Pick<GraphProps, 'items' | 'collapsed' | 'onCollapse'> {
  readonly onFit: () => void
}

function Controls({ items, collapsed, onCollapse, onFit }: ControlsProps) {
  const flow = useReactFlow()
  const groups = useMemo(() => items.filter(({ kind }) => kind === 'group').map(({ key }) => key), [items])
  const isAnyClosed = groups.some((key) => collapsed.has(key))
  return (
    <div className="flex rounded-lg border border-line bg-raised p-0.5 shadow-low">
      <IconButton label={words.graph.zoomIn} icon={ZoomIn} onClick={() => void flow.zoomIn()} />
      <IconButton label={words.graph.zoomOut} icon={ZoomOut} onClick={() => void flow.zoomOut()} />
      <IconButton label={words.graph.fit} icon={Maximize} onClick={onFit} />
      {groups.length > 0 && (
        <IconButton
          label={isAnyClosed ? words.graph.openGroups : words.graph.closeGroups}
          icon={isAnyClosed ? UnfoldHorizontal : UnfoldVertical}
          onClick={() => onCollapse(new Set(isAnyClosed ? [] : groups))}
        />
      )}
    </div>
  )
}

/** Says what the arrow keys have come to. */
function CursorVoice({ cursor, faces }: { cursor: string | null; faces: Faces }) {
  const face = cursor === null ? undefined : faces.get(cursor)
  return (
    <div aria-live="polite" className="sr-only">
      {face === undefined
        ? ''
        : [face.title, ...(face.status === null ? [] : [lookOf(face.status).word])].join(', ')}
    </div>
  )
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

/** A task inside a closed group is selected as that group. */
function drawnFor(
  items: readonly LayoutItem[],
  collapsed: ReadonlySet<string>,
  key: string | null,
): string | null {
  if (key === null) return null
  const parents = new Map(items.map((item) => [item.key, item.parent]))
  let drawn = key
  const seen = new Set<string>()
  for (let at = parents.get(key) ?? null; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    seen.add(at)
    if (collapsed.has(at)) drawn = at
  }
  return drawn
}
