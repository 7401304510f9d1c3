import { useReactFlow } from '@xyflow/react'
import type { KeyActions } from '../graph-keys.ts'
import type { BoardProps } from '../graph-props.ts'
import { middleOf } from '../layout/route-path.ts'
import { nothingSelected, selectOnly, toggled, withAdded, withToggled } from '../selection.ts'
import type { BoardState } from './use-board-state.ts'
import type { useConnecting } from './use-connecting.ts'
import type { useViewport } from './use-viewport.ts'

interface Given {
  readonly props: BoardProps
  readonly state: BoardState
  readonly connecting: ReturnType<typeof useConnecting>
  readonly view: ReturnType<typeof useViewport>
}

export function useBoardKeys({ props, state, connecting, view }: Given) {
  const { layoutIndex, frame, selection, onSelect, selected, collapsed, onCollapse, setCursor, editing } =
    props
  const flow = useReactFlow()

  const focus = () => frame.current?.querySelector<HTMLElement>('.react-flow')?.focus({ preventScroll: true })
  const leaveField = () => {
    state.openField('closed')
    connecting.leave()
    focus()
  }
  const nextEdge = (key: string) => {
    const edges = [...layoutIndex.edgesFrom(key), ...layoutIndex.edgesTo(key)]
    const at = edges.findIndex(({ id }) => id === state.chosenEdge?.edge.id)
    const edge = edges[(at + 1) % Math.max(1, edges.length)]
    state.chooseEdge(
      edge === undefined ? null : { edge, at: middleOf(edge.points, layoutIndex.layout.direction) },
    )
  }
  const remove = () => {
    const edge = state.chosenEdge?.edge
    if (edge !== undefined) editing?.onDisconnect(edge.from, edge.to)
    else if (selection.keys.size > 0) editing?.onDelete(selection.keys)
    else if (props.cursor !== null) editing?.onDelete(new Set([props.cursor]))
    state.chooseEdge(null)
  }
  const openMenu = (key: string) => {
    const box = layoutIndex.nodeOf(key)
    const corner = frame.current?.getBoundingClientRect()
    if (box === undefined || corner === undefined || props.menu === undefined) return
    if (!selected.has(key)) onSelect(selectOnly(key))
    const { x, y, zoom } = flow.getViewport()
    state.openMenu({ x: corner.left + box.x * zoom + x + 12, y: corner.top + box.y * zoom + y + 28 })
  }
  const looking = {
    moveTo(key: string, { isExtending }: { readonly isExtending: boolean } = { isExtending: false }) {
      setCursor(key)
      state.chooseEdge(null)
      view.reveal(key)
      if (connecting.connection !== null) connecting.moveOver(key)
      else if (isExtending) onSelect(withAdded(selection, [key]))
      else if (editing !== undefined) onSelect(selectOnly(key))
    },
    open(key: string) {
      if (connecting.connection !== null) {
        if (connecting.finishByKey()) leaveField()
      } else if (props.onOpen !== undefined) props.onOpen(key)
      else onSelect(selectOnly(key))
    },
    toggleGroup(key: string) {
      view.hold(key)
      onCollapse(toggled(collapsed, key))
    },
    toggleChosen: (key: string) => onSelect(withToggled(selection, key)),
    leave() {
      if (connecting.connection !== null || state.field !== 'closed') leaveField()
      else if (state.chosenEdge !== null) state.chooseEdge(null)
      else onSelect(nothingSelected)
    },
    find: props.onFind ?? (() => state.openField('find')),
    menu: openMenu,
  }
  const edit =
    editing === undefined
      ? {}
      : {
          rename: state.rename,
          connect(key: string) {
            connecting.beginByKey(key)
            state.openField('connect')
          },
          addAfter: (after: string | null) => editing.onAdd({ after, before: null }),
          addBefore: (before: string) => editing.onAdd({ after: null, before }),
          remove,
          nextEdge,
        }
  const actions: KeyActions = { ...looking, ...edit }
  return { ...looking, edit, actions, focus, leaveField }
}
