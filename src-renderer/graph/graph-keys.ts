import type { KeyboardEvent } from 'react'
import type { Scene } from './layout/scene.ts'
import { type Arrow, findNeighbour } from './navigate.ts'

const arrows: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** What the keys of the graph do. Where an action is absent its key is left to others. */
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
  readonly scene: Scene
  readonly cursor: string | null
  readonly actions: KeyActions
}

/** Only what is read of an event, so that a test can press keys without a page. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'preventDefault'
>

/** The keys of the graph, which is one tab stop. */
export function pressKey({ scene, cursor, actions }: Keys, event: KeyPress): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const action = actionOf({ scene, cursor, actions }, event)
  if (action === null) return
  action()
  event.preventDefault()
}

function actionOf({ scene, cursor, actions }: Keys, { key, shiftKey }: KeyPress): (() => void) | null {
  const { nodes } = scene.layout
  const go = (to: string | null | undefined) => () => {
    if (to !== null && to !== undefined) actions.moveTo(to, { isExtending: shiftKey })
  }
  const arrow = arrows[key]
  if (arrow !== undefined) return go(cursor === null ? nodes[0]?.key : findNeighbour(scene, cursor, arrow))
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
      if (cursor !== null) return withCursor({ scene, cursor, actions }, key, shiftKey)
      return key === 'a' && actions.addAfter !== undefined ? () => actions.addAfter?.(null) : null
  }
}

function withCursor(
  { scene, cursor, actions }: Keys & { readonly cursor: string },
  key: string,
  isShifted: boolean,
): (() => void) | null {
  if (key === 'Enter') return () => actions.open(cursor)
  if (key === ' ') {
    const isChosen = isShifted || scene.nodeOf(cursor)?.kind === 'task'
    return () => (isChosen ? actions.toggleChosen : actions.toggleGroup)(cursor)
  }
  const name = key === 'F10' && isShifted ? 'menu' : onCursor[key]
  const action = name === undefined ? undefined : actions[name]
  return action === undefined ? null : () => action(cursor)
}

/** What other keys do to the node that the cursor is at, where the graph can be changed. */
const onCursor: Readonly<
  Record<string, 'rename' | 'connect' | 'addAfter' | 'addBefore' | 'nextEdge' | 'menu'>
> = { F2: 'rename', c: 'connect', a: 'addAfter', A: 'addBefore', e: 'nextEdge', ContextMenu: 'menu' }
