import type { KeyboardEvent } from 'react'
import type { Layout } from './layout.ts'
import { type Direction, findNeighbour } from './navigate.ts'

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

interface Keys {
  readonly layout: Layout
  readonly cursor: string | null
  moveTo(key: string): void
  openTask(key: string): void
  toggleGroup(key: string): void
  leave(): void
}

/** The keys of the graph, which is one tab stop: arrows move, Enter opens, Space opens and closes a group. */
export function graphKeys({ layout, cursor, moveTo, openTask, toggleGroup, leave }: Keys) {
  return (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const direction = directions[event.key]
    const isGroup = layout.nodes.some(({ key, kind }) => key === cursor && kind !== 'task')
    if (direction !== undefined) {
      const next = cursor === null ? layout.nodes[0]?.key : findNeighbour(layout, cursor, direction)
      if (next !== null && next !== undefined) moveTo(next)
    } else if (event.key === 'Home') moveTo(layout.nodes[0]?.key ?? '')
    else if (event.key === 'End') moveTo(layout.nodes.at(-1)?.key ?? '')
    else if (event.key === 'Enter' && cursor !== null) openTask(cursor)
    else if (event.key === ' ' && cursor !== null && isGroup) toggleGroup(cursor)
    else if (event.key === 'Escape') leave()
    else return
    event.preventDefault()
  }
}
