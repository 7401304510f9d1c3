import { useReactFlow } from '@xyflow/react'
import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useMemo } from 'react'
import { words } from '#shared/words/words.ts'
import { lookOf } from '../../ui/status-looks.ts'
import type { Editing, Faces } from '../face.ts'
import type { NodeActions } from '../graph-context.ts'
import { stepChange } from '../graph-controls.tsx'
import { pressKey } from '../graph-keys.ts'
import type { BoardProps } from '../graph-props.ts'
import type { Box, LayoutEdge } from '../layout/layout.ts'
import { nothingSelected, selectOnly, withAdded, withToggled } from '../selection.ts'
import { useBoardKeys } from './use-board-keys.ts'
import { type BoardState, useBoardState } from './use-board-state.ts'
import { type Connection, useConnecting } from './use-connecting.ts'
import { listTitled, useGraphCommands } from './use-graph-commands.ts'
import { useMarquee } from './use-marquee.ts'
import { useNodeWindow } from './use-node-window.ts'
import { usePointing } from './use-pointing.ts'
import { useViewport } from './use-viewport.ts'
import { useWatching } from './use-watching.ts'

interface Painters {
  readonly repaint: RefObject<() => void>
  readonly remark: RefObject<() => void>
}

/** All interaction with the graph: pointer, keys and view. */
export function useBoard(props: BoardProps, { repaint, remark }: Painters) {
  const {
    faces,
    layoutIndex,
    frame,
    selection,
    onSelect,
    lead,
    cursor,
    setCursor,
    editing,
    begin = null,
  } = props
  const flow = useReactFlow()
  const state = useBoardState()
  const view = useViewport({ frame, layoutIndex, begin, selected: lead, anchor: lead ?? cursor })
  const { shown, look, lookNow } = useNodeWindow(frame, view.viewNow)
  const isFar = shown?.isFar ?? false
  const connecting = useConnecting({
    ...{ layoutIndex, frame, editing },
    shown: () => (shown === null || isFar ? [] : layoutIndex.nodesIn(shown.area).map(({ key }) => key)),
  })
  const pointing = usePointing({ layoutIndex, isFar, hasEdges: editing !== undefined })
  const marquee = useMarquee(frame, (box) => {
    const within = layoutIndex.nodesIn(inPlan(box)).filter(({ kind }) => kind !== 'frame')
    onSelect(
      withAdded(
        selection,
        within.map(({ key }) => key),
      ),
    )
  })
  const inPlan = ({ x, y, width, height }: Box): Box => {
    const at = flow.getViewport()
    const corner = { x: (x - at.x) / at.zoom, y: (y - at.y) / at.zoom }
    return { ...corner, width: width / at.zoom, height: height / at.zoom }
  }
  const redraw = () => {
    repaint.current()
    remark.current()
  }
  useWatching(props, { look: lookNow, redraw, reveal: view.reveal })

  const keys = useBoardKeys({ props, state, connecting, view })
  const at = cursor ?? lead
  const press = (event: KeyboardEvent) => pressKey({ layoutIndex, cursor: at, actions: keys.actions }, event)
  const goToChange = (by: 1 | -1) => {
    const key = stepChange(props.changes ?? [], selection.lead, by)
    if (key === null) return
    onSelect(selectOnly(key))
    view.reveal(key, { isReadable: true })
  }
  const commands = useGraphCommands({ props, at, keys, view, goToChange })

  const { toggleGroup, focus } = keys
  const beginConnection = connecting.begin
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object makes every node render again
  const actions: NodeActions = useMemo(
    () => ({ toggle: toggleGroup, edit: editOf(editing, { beginConnection, state, focus }) }),
    [editing, props.collapsed, props.onCollapse, layoutIndex],
  )

  return {
    ...{ view, shown, connecting, pointing, marquee, state, actions, commands, goToChange },
    pointer: useBoardPointer({ props, state, pointing }),
    closeMenu: () => {
      state.openMenu(null)
      focus()
    },
    said: voiceOf({
      ...{ faces, cursor },
      edge: state.chosenEdge?.edge ?? null,
      connection: connecting.connection,
    }),
    findField: {
      ...labelsOf(state.field, connecting.connection?.from ?? null, faces),
      listFound: (text: string) => listTitled(layoutIndex.layout.nodes, faces, text),
      onGo: (key: string) => keys.moveTo(key),
      onArrow: press,
      onEnter: () => {
        if (at !== null && connecting.connection !== null) keys.open(at)
        else {
          view.reveal(at, { isReadable: true })
          keys.leaveField()
        }
      },
      onLeave: keys.leaveField,
    },
    onMove: (event: unknown, viewport: { readonly zoom: number }) => {
      view.onMove(event, viewport)
      pointing.clear()
      if (event !== null) props.onFollowEnd?.()
      look()
      redraw()
    },
    onKeyDown: (event: KeyboardEvent) => {
      const isTyped = event.target instanceof Element && event.target.closest('input, textarea') !== null
      if (!isTyped) press(event)
    },
    onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
      const first = lead ?? layoutIndex.layout.nodes[0]?.key
      const isByKey = target === currentTarget && target.matches(':focus-visible')
      if (isByKey && cursor === null && first !== undefined) setCursor(first)
    },
    onBlur: ({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setCursor(null)
    },
  }
}

interface EditParts {
  readonly beginConnection: NonNullable<NodeActions['edit']>['beginConnection']
  readonly state: BoardState
  readonly focus: () => void
}

function editOf(editing: Editing | undefined, parts: EditParts): NodeActions['edit'] {
  if (editing === undefined) return null
  const { beginConnection, state, focus } = parts
  const leaveRename = () => {
    state.rename(null)
    focus()
  }
  return { onAdd: editing.onAdd, beginConnection, rename: editing.onRename, leaveRename }
}

function labelsOf(field: BoardState['field'], from: string | null, faces: Faces) {
  if (field !== 'connect' || from === null) return { label: words.graph.find }
  const title = faces.get(from)?.title ?? from
  return { label: words.graph.connectFrom(title), hint: words.graph.connectHint }
}

interface Heard {
  readonly faces: Faces
  readonly cursor: string | null
  readonly edge: LayoutEdge | null
  readonly connection: Connection | null
}

/** Screen reader announcement for the focused node or edge. */
function voiceOf({ faces, cursor, edge, connection }: Heard): string {
  const titleOf = (key: string): string => faces.get(key)?.title ?? key
  if (connection !== null) {
    const { from, over, refusals } = connection
    if (over === null) return `${words.graph.connectFrom(titleOf(from))} ${words.graph.connectHint}`
    return refusals.get(over) ?? words.graph.wouldConnect(titleOf(from), titleOf(over))
  }
  if (edge !== null) return words.graph.edgeChosen(titleOf(edge.from), titleOf(edge.to))
  const face = cursor === null ? undefined : faces.get(cursor)
  if (face === undefined) return ''
  const status = face.status === null ? [] : [lookOf(face.status).word]
  return [face.title, ...status, ...face.badges.map(({ label }) => label)].join(', ')
}

interface PointerParts {
  readonly props: BoardProps
  readonly state: BoardState
  readonly pointing: ReturnType<typeof usePointing>
}

/** Pointer actions on nodes and on the background. */
function useBoardPointer({ props, state, pointing }: PointerParts) {
  const { selection, onSelect, selected, editing } = props
  const select = (event: MouseEvent, key: string) => {
    const isMore = event.shiftKey || event.ctrlKey || event.metaKey
    onSelect(isMore ? withToggled(selection, key) : selectOnly(key))
  }
  return {
    onNodeClick(event: MouseEvent, { id }: { readonly id: string }) {
      state.chooseEdge(null)
      select(event, id)
    },
    onGroundClick(event: MouseEvent) {
      const edge = pointing.edgeUnder(event)
      state.chooseEdge(edge)
      if (edge !== null) return
      const key = pointing.nodeUnder(event)
      if (key === null) onSelect(nothingSelected)
      else select(event, key)
    },
    onDoubleClick({ target }: MouseEvent) {
      if (editing === undefined || !(target instanceof Element)) return
      const key = keyOf(target)
      if (key !== null) state.rename(key)
      else if (isGround(target)) editing.onAdd({ after: null, before: null })
    },
    onContextMenu(event: MouseEvent) {
      const { target, clientX: x, clientY: y } = event
      if (props.menu === undefined || !(target instanceof Element)) return
      if (target.closest('input, textarea') !== null) return
      event.preventDefault()
      const key = keyOf(target) ?? pointing.nodeUnder(event)
      if (key !== null && !selected.has(key)) onSelect(selectOnly(key))
      state.openMenu({ x, y })
    },
  }
}

const keyOf = (target: Element): string | null =>
  target.closest<HTMLElement>('.react-flow__node')?.dataset.id ?? null

const isGround = (target: Element): boolean => target.classList.contains('react-flow__pane')
