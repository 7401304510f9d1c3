import { useState } from 'react'
import type { Point } from '../layout/layout.ts'
import type { PointedEdge } from './use-pointing.ts'

/** The temporary state of the graph, such as the renamed node. */
export function useBoardState() {
  const [renamed, rename] = useState<string | null>(null)
  const [chosenEdge, chooseEdge] = useState<PointedEdge | null>(null)
  /** On the screen. */
  const [menuAt, openMenu] = useState<Point | null>(null)
  const [field, openField] = useState<'closed' | 'find' | 'connect'>('closed')
  return { renamed, rename, chosenEdge, chooseEdge, menuAt, openMenu, field, openField }
}

export type BoardState = ReturnType<typeof useBoardState>
