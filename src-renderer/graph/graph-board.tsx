import { Panel, ReactFlow, useViewport } from '@xyflow/react'
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { direction, words } from '#shared/words/words.ts'
import { isStill } from '../theme/motion.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { EdgeTools } from './edge-tools.tsx'
import type { Faces } from './face.ts'
import { FindField } from './find-field.tsx'
import { ActionsProvider, useFace } from './graph-context.ts'
import { ChangeSteps, GraphControls } from './graph-controls.tsx'
import { GraphMap } from './graph-map.tsx'
import type { BoardProps } from './graph-props.ts'
import { useBoard } from './interaction/use-board.ts'
import type { Connection } from './interaction/use-connecting.ts'
import { endOf } from './layout/draw-plan.ts'
import type { Box, Point } from './layout/layout.ts'
import type { LayoutIndex } from './layout/layout-index.ts'
import { createElements, type PlanNode } from './nodes/node-marks.ts'
import { NodeMenu } from './nodes/node-menu.tsx'
import { PlanNodeView } from './nodes/plan-node.tsx'
import { CanvasLayer } from './paint/canvas-layer.tsx'
import { createTones } from './paint/far-look.ts'
import { usePalette } from './paint/use-palette.ts'

const nodeTypes = { plan: PlanNodeView }
const mapFrom = 30
const none: ReadonlySet<string> = new Set()
const noNodes: PlanNode[] = []

/** The interactive graph: nodes near the view as DOM elements, everything else on one canvas below them. */
export function GraphBoard(props: BoardProps) {
  const { items, faces, layoutIndex, frame, selected, cursor, editing, dimmed = none, path = none } = props
  const palette = usePalette()
  const repaint = useRef(() => {})
  const remark = useRef(() => {})
  const board = useBoard(props, { repaint, remark })
  const { shown, connecting, pointing, marquee, view, state, pointer } = board
  const { connection } = connecting
  const edge = pointing.edge ?? state.chosenEdge
  const tones = useMemo(() => createTones(faces), [faces])
  const [elementsOf] = useState(createElements)
  const inPage = shown === null || shown.isFar ? null : shown.area

  const marks = useMemo(
    () => ({ cursor, selected, dimmed, path, renamed: state.renamed, connection }),
    [cursor, selected, dimmed, path, state.renamed, connection],
  )
  const nodes = useMemo(
    () => (inPage === null ? noNodes : elementsOf(layoutIndex.nodesIn(inPage), marks)),
    [layoutIndex, inPage, marks, elementsOf],
  )
  const isCrowded = useIsCrowded(faces, nodes)
  const edgeId = edge?.edge.id ?? null
  const picture = useMemo(
    () => ({ layoutIndex, faces, palette, selected, cursor, dimmed, path, edge: edgeId, inPage, tones }),
    [layoutIndex, faces, palette, selected, cursor, dimmed, path, edgeId, inPage, tones],
  )

  return (
    <ActionsProvider value={board.actions}>
      <CanvasLayer {...{ picture, frame, repaint }} viewNow={view.viewNow} isStill={isStill()} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what has the focus and the keys is the graph inside */}
      <div
        className="absolute inset-0"
        data-crowded={isCrowded}
        onMouseDownCapture={editing === undefined ? undefined : marquee.onMouseDownCapture}
        onMouseMove={pointing.onMouseMove}
        onMouseLeave={pointing.clear}
        onContextMenu={pointer.onContextMenu}
        onDoubleClick={pointer.onDoubleClick}
      >
        <ReactFlow<PlanNode>
          aria-label={(editing === undefined ? words.graph.howTo : words.graph.howToEdit)(props.label)}
          tabIndex={0}
          onKeyDown={board.onKeyDown}
          onFocus={board.onFocus}
          onBlur={board.onBlur}
          className="outline-offset-[-2px]"
          nodes={nodes}
          nodeTypes={nodeTypes}
          onNodeClick={pointer.onNodeClick}
          onPaneClick={pointer.onGroundClick}
          onMove={board.onMove}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnDoubleClick={editing === undefined}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          deleteKeyCode={null}
          disableKeyboardA11y
          minZoom={0.02}
          maxZoom={1.5}
          proOptions={{ hideAttribution: true }}
        >
          <Panel position="top-left" dir={direction} className="flex flex-col gap-2">
            {props.changes !== undefined && props.changes.length > 0 && (
              <ChangeSteps changes={props.changes} lead={props.selection.lead} onStep={board.goToChange} />
            )}
            {state.field === 'closed' ? null : <FindField key={state.field} {...board.findField} />}
          </Panel>
          <Panel position="top-right" dir={direction}>
            <GraphLegend path={path} />
          </Panel>
          <Panel position="bottom-left">
            <GraphControls
              {...{ items, collapsed: props.collapsed, commands: board.commands }}
              onCollapse={(next) => {
                view.letGo()
                props.onCollapse(next)
              }}
            />
          </Panel>
          {layoutIndex.layout.nodes.length > mapFrom && (
            <Panel position="bottom-right" className="max-sm:hidden">
              <GraphMap {...{ picture, frame, remark }} />
            </Panel>
          )}
        </ReactFlow>
        {editing !== undefined && edge !== null && connection === null && (
          <EdgeTools
            {...{ ...edge, faces, editing }}
            onDone={() => {
              pointing.clear()
              state.chooseEdge(null)
            }}
          />
        )}
        {pointing.node !== null && <PointedTitle taskKey={pointing.node.key} at={pointing.node.at} />}
        {connection !== null && <ConnectionLine {...{ connection, layoutIndex }} />}
        {marquee.box !== null && (
          <div
            className="pointer-events-none absolute z-10 rounded-sm border border-accent bg-accent/10"
            style={styleOf(marquee.box)}
          />
        )}
      </div>
      <NodeMenu at={state.menuAt} groups={props.menu ?? []} onClose={board.closeMenu} />
      <GraphVoice text={board.said} />
    </ActionsProvider>
  )
}

/** Legend of the critical path while it is highlighted. */
function GraphLegend({ path }: { path: ReadonlySet<string> }) {
  if (path.size === 0) return null
  return (
    <p className="flex items-center gap-2.5 rounded-lg border border-line bg-raised px-3 py-2 text-muted text-sm shadow-low">
      <span
        aria-hidden
        className="plan-on-path m-1.5 h-2 w-4 rounded-sm border border-line-strong bg-raised"
      />
      <span className="tabular">{words.graph.pathLegend(path.size)}</span>
    </p>
  )
}

/** Announces the result of key presses to screen readers. */
function GraphVoice({ text }: { text: string }) {
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  )
}

/** Title beside the pointer for a node that is painted without text. */
function PointedTitle({ taskKey, at }: { taskKey: string; at: Point }) {
  const face = useFace(taskKey)
  if (face === undefined) return null
  return (
    <div
      dir={direction}
      style={{ left: at.x + 14, top: at.y + 14 }}
      className="pointer-events-none absolute z-10 flex max-w-72 flex-col gap-0.5 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 shadow-high"
    >
      <span className="font-medium text-ink">{face.title}</span>
      <span className="flex gap-2 text-sm">
        {face.status !== null && <StatusBadge status={face.status} percent={face.progress} />}
        <span className="truncate text-faint">{face.line}</span>
      </span>
    </div>
  )
}

/** Line from the handle to the pointer, with the reason if the target is not allowed. */
function ConnectionLine({ connection, layoutIndex }: { connection: Connection; layoutIndex: LayoutIndex }) {
  const { x, y, zoom } = useViewport()
  const source = layoutIndex.nodeOf(connection.from)
  const { pointer, over } = connection
  if (source === undefined || pointer === null) return null
  const start = endOf(source, layoutIndex.layout.direction)
  const from = { x: start.x * zoom + x, y: start.y * zoom + y }
  const refusal = over === null ? null : (connection.refusals.get(over) ?? null)
  return (
    <div className="pointer-events-none absolute inset-0 z-10 overflow-hidden">
      <svg aria-hidden="true" className="absolute inset-0 size-full">
        <line
          x1={from.x}
          y1={from.y}
          x2={pointer.x}
          y2={pointer.y}
          strokeWidth={2}
          strokeDasharray={refusal === null ? 'none' : '5 4'}
          className={refusal === null ? 'stroke-accent' : 'stroke-failed'}
        />
      </svg>
      <span
        style={{ left: pointer.x + 14, top: pointer.y + 14 }}
        className="absolute max-w-72 rounded-md border border-line-strong bg-raised px-2 py-1 text-ink text-sm shadow-high"
      >
        {refusal ?? words.graph.dropHere}
      </span>
    </div>
  )
}

/** Maximum number of animated icons. Each one makes the page repaint 60 times a second. */
const mostTurning = 8

/** True if more tasks are running in the DOM than may be animated. */
function useIsCrowded(faces: Faces, nodes: readonly PlanNode[]): boolean {
  const subscribe = useCallback((onChange: () => void) => faces.subscribeAll(onChange), [faces])
  return useSyncExternalStore(
    subscribe,
    () => nodes.filter(({ id }) => faces.get(id)?.status === 'running').length > mostTurning,
  )
}

const styleOf = ({ x: left, y: top, width, height }: Box) => ({ left, top, width, height })
