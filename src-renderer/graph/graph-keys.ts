import type { KeyboardEvent } from 'react'
import type { Box, LayoutNode } from './layout/layout.ts'
import type { LayoutIndex } from './layout/layout-index.ts'

const arrows: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Actions of the graph's keys. A key without an action is not handled. */
export interface KeyActions {
  moveTo(key: string, options: { readonly isExtending: boolean }): void
  open(key: string): void
  toggleGroup(key: string): void
  toggleChosen(key: string): void
  leave(): void
  find(): void
  rename?: ((key: string) => void) | undefined
  connect?: ((key: string) => void) | undefined
  addAfter?: ((key: string | null) => void) | undefined
  addBefore?: ((key: string) => void) | undefined
  remove?: (() => void) | undefined
  nextEdge?: ((key: string) => void) | undefined
  menu?: ((key: string) => void) | undefined
}

interface Keys {
  readonly layoutIndex: LayoutIndex
  readonly cursor: string | null
  readonly actions: KeyActions
}

/** Only the used event properties, so that tests need no DOM. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'preventDefault'
>

/** Key handler of the graph, which is a single tab stop. */
export function pressKey({ layoutIndex, cursor, actions }: Keys, event: KeyPress): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const action = actionOf({ layoutIndex, cursor, actions }, event)
  if (action === null) return
  action()
  event.preventDefault()
}

function actionOf({ layoutIndex, cursor, actions }: Keys, { key, shiftKey }: KeyPress): (() => void) | null {
  const { nodes } = layoutIndex.layout
  const go = (to: string | null | undefined) => () => {
    if (to !== null && to !== undefined) actions.moveTo(to, { isExtending: shiftKey })
  }
  const arrow = arrows[key]
  if (arrow !== undefined)
    return go(cursor === null ? nodes[0]?.key : findNeighbour(layoutIndex, cursor, arrow))
  switch (key) {
    case 'Home':
      return go(nodes[0]?.key)
    case 'End':
      return go(nodes.at(-1)?.key)
    case 'Escape':
      return () => actions.leave()
    case '/':
      return () => actions.find()
    case 'Delete':
    case 'Backspace':
      return actions.remove ?? null
    default:
      if (cursor !== null) return withCursor({ layoutIndex, cursor, actions }, key, shiftKey)
      return key === 'a' && actions.addAfter !== undefined ? () => actions.addAfter?.(null) : null
  }
}

function withCursor(
  { layoutIndex, cursor, actions }: Keys & { readonly cursor: string },
  key: string,
  isShifted: boolean,
): (() => void) | null {
  if (key === 'Enter') return () => actions.open(cursor)
  if (key === ' ') {
    const isChosen = isShifted || layoutIndex.nodeOf(cursor)?.kind === 'task'
    return () => (isChosen ? actions.toggleChosen : actions.toggleGroup)(cursor)
  }
  const name = key === 'F10' && isShifted ? 'menu' : onCursor[key]
  const action = name === undefined ? undefined : actions[name]
  return action === undefined ? null : () => action(cursor)
}

/** Keys that act on the node at the cursor. A read-only graph has no editing actions. */
const onCursor: Readonly<
  Record<string, 'rename' | 'connect' | 'addAfter' | 'addBefore' | 'nextEdge' | 'menu'>
> = { F2: 'rename', c: 'connect', a: 'addAfter', A: 'addBefore', e: 'nextEdge', ContextMenu: 'menu' }

type Arrow = 'left' | 'right' | 'up' | 'down'

/**
 * Target of an arrow key. Along the plan direction, dependencies come first; otherwise the nearest node in that
 * direction. Null at the edge of the graph.
 */
export function findNeighbour(layoutIndex: LayoutIndex, from: string, arrow: Arrow): string | null {
  const { nodes, direction } = layoutIndex.layout
  const start = layoutIndex.nodeOf(from)
  if (start === undefined) return nodes[0]?.key ?? null
  const along =
    arrow === forwards[direction]
      ? layoutIndex.edgesFrom(from).map(({ to }) => to)
      : arrow === backwards[direction]
        ? layoutIndex.edgesTo(from).map((edge) => edge.from)
        : []
  const tied = along.flatMap((key) => layoutIndex.nodeOf(key) ?? [])
  if (tied.length > 0) return nearest(start, tied, arrow)?.key ?? null
  return nearest(start, listTowards(layoutIndex, start, arrow), arrow)?.key ?? null
}

const forwards = { right: 'right', down: 'down' } as const
const backwards = { right: 'left', down: 'up' } as const

/** Distance of the first search. Usually it finds a node. */
const near = 1200

function listTowards(layoutIndex: LayoutIndex, start: LayoutNode, arrow: Arrow): LayoutNode[] {
  const { width, height } = layoutIndex.layout
  const close = layoutIndex
    .nodesIn(stripFrom(start, arrow, near))
    .filter((node) => liesTowards(start, node, arrow))
  if (close.length > 0) return close
  const all = layoutIndex.nodesIn(stripFrom(start, arrow, Math.max(width, height)))
  return all.filter((node) => liesTowards(start, node, arrow))
}

/** Search area: left and right cover all rows, up and down only neighbouring columns, as in a list. */
function stripFrom({ x, y, width, height }: LayoutNode, arrow: Arrow, far: number): Box {
  switch (arrow) {
    case 'left':
      return { x: x - far, y: y - far, width: far, height: height + 2 * far }
    case 'right':
      return { x, y: y - far, width: width + far, height: height + 2 * far }
    case 'up':
      return { x: x - width, y: y - far, width: 3 * width, height: far }
    case 'down':
      return { x: x - width, y, width: 3 * width, height: height + far }
  }
}

function liesTowards(start: LayoutNode, node: LayoutNode, arrow: Arrow): boolean {
  if (node.key === start.key) return false
  switch (arrow) {
    case 'left':
      return node.x < start.x
    case 'right':
      return node.x > start.x
    case 'up':
      return node.y < start.y && Math.abs(node.x - start.x) < start.width
    case 'down':
      return node.y > start.y && Math.abs(node.x - start.x) < start.width
  }
}

/** Distance across the arrow direction counts double, so that movement stays in its row or column. */
function nearest(start: LayoutNode, nodes: readonly LayoutNode[], arrow: Arrow): LayoutNode | null {
  const isHorizontal = arrow === 'left' || arrow === 'right'
  let best: LayoutNode | null = null
  let least = Number.POSITIVE_INFINITY
  for (const node of nodes) {
    const dx = Math.abs(node.x - start.x)
    const dy = Math.abs(node.y - start.y)
    const distance = isHorizontal ? dx + 2 * dy : 2 * dx + dy
    if (distance >= least) continue
    least = distance
    best = node
  }
  return best
}
