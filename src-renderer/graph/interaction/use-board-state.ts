import { useState } from 'react'
import type { Point } from '../layout/layout.ts'
import type { PointedEdge } from './use-pointing.ts'

/** Temporary UI state of the graph, such as the node being renamed. */
export function useBoardState() {
  const [renamed, rename] = useState<string | null>(null)
  const [chosenEdge, chooseEdge] = useState<PointedEdge | null>(null)
  /** In screen coordinates. */
  const [menuAt, openMenu] = useState<Point | null>(null)
  const [field, openField] = useState<'closed' | 'find' | 'connect'>('closed')
  return { renamed, rename, chosenEdge, chooseEdge, menuAt, openMenu, field, openField }
}

export type BoardState = ReturnType<typeof useBoardState>
