import { Panel, ReactFlow } from '@xyflow/react'
import { useMemo, useRef, useState } from 'react'
import { isStill } from '../theme/motion.ts'
import { direction, words } from '../words/words.ts'
import { ChangeSteps } from './change-steps.tsx'
import { EdgeTools } from './edge-tools.tsx'
import { FindField } from './find-field.tsx'
import { ActionsProvider } from './graph-context.ts'
import { GraphControls } from './graph-controls.tsx'
import { createElements, type PlanNode } from './graph-elements.ts'
import { GraphLegend } from './graph-legend.tsx'
import { GraphMap } from './graph-map.tsx'
import type { BoardProps } from './graph-props.ts'
import { GraphVoice } from './graph-voice.tsx'
import { useBoard } from './interaction/use-board.ts'
import { useIsCrowded } from './interaction/use-crowded.ts'
import { ConnectionLine } from './nodes/connection-line.tsx'
import { NodeMenu } from './nodes/node-menu.tsx'
import { PlanNodeView } from './nodes/plan-node.tsx'
import { PointedTitle } from './nodes/pointed-title.tsx'
import { CanvasLayer } from './paint/canvas-layer.tsx'
import { createTones } from './paint/tones.ts'
import { usePalette } from './paint/use-palette.ts'

const nodeTypes = { plan: PlanNodeView }
const mapFrom = 30
const none: ReadonlySet<string> = new Set()
const noNodes: PlanNode[] = []

/** The graph as one sees and touches it: nodes in the page, everything else on one canvas under them. */
export function GraphBoard(props: BoardProps) {
  const { items, faces, scene, frame, selected, cursor, editing, dimmed = none, path = none } = props
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
    () => (inPage === null ? noNodes : elementsOf(scene.nodesIn(inPage), marks)),
    [scene, inPage, marks, elementsOf],
  )
  const isCrowded = useIsCrowded(faces, nodes)
  const edgeId = edge?.edge.id ?? null
  const picture = useMemo(
    () => ({ scene, faces, palette, selected, cursor, dimmed, path, edge: edgeId, inPage, tones }),
    [scene, faces, palette, selected, cursor, dimmed, path, edgeId, inPage, tones],
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
              {...{ items, collapsed: props.collapsed, direction: props.direction }}
              onDirection={(next) => {
                view.letGo()
                props.setDirection(next)
              }}
              onFit={view.showAll}
              onCollapse={(next) => {
                view.letGo()
                props.onCollapse(next)
              }}
            />
          </Panel>
          {scene.layout.nodes.length > mapFrom && (
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
        {connection !== null && <ConnectionLine {...{ connection, scene }} />}
        {marquee.box !== null && (
          <div
            className="pointer-events-none absolute z-10 rounded-sm border border-accent bg-accent/10"
            style={{
              left: marquee.box.x,
              top: marquee.box.y,
              width: marquee.box.width,
              height: marquee.box.height,
            }}
          />
        )}
      </div>
      <NodeMenu at={state.menuAt} groups={props.menu ?? []} onClose={board.closeMenu} />
      <GraphVoice text={board.said} />
    </ActionsProvider>
  )
}
