import { useState } from 'react'
import type { Point } from '../layout/layout.ts'
import type { PointedEdge } from './use-pointing.ts'

/** What is open or chosen on the graph for the moment, and nobody else's business. */
export function useBoardState() {
  const [renamed, rename] = useState<string | null>(null)
  const [chosenEdge, chooseEdge] = useState<PointedEdge | null>(null)
  /** On the screen. */
  const [menuAt, openMenu] = useState<Point | null>(null)
  const [field, openField] = useState<'closed' | 'find' | 'connect'>('closed')
  return { renamed, rename, chosenEdge, chooseEdge, menuAt, openMenu, field, openField }
}

export type BoardState = ReturnType<typeof useBoardState>
