import type { MouseEvent } from 'react'
import type { BoardProps } from '../graph-props.ts'
import { nothingSelected, selectOnly, withToggled } from '../selection.ts'
import type { BoardState } from './use-board-state.ts'
import type { usePointing } from './use-pointing.ts'

interface Given {
  readonly props: BoardProps
  readonly state: BoardState
  readonly pointing: ReturnType<typeof usePointing>
}

/** What pressing the pointer does, on a node and on the ground between them. */
export function useBoardPointer({ props, state, pointing }: Given) {
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
