import { useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { usePreference } from '../stores/preference.ts'
import { GraphBoard } from './graph-board.tsx'
import type { GraphProps } from './graph-props.ts'
import { useLayout } from './interaction/use-layout.ts'
import { allDrawnFor, drawnFor } from './layout/drawn-for.ts'
import { type Direction, directions } from './layout/layout.ts'
import { createScene } from './layout/scene.ts'
import { LayoutNote } from './layout-note.tsx'

const directionSchema = z.enum(directions)

/** Lays the plan out and hands it on to be drawn: what comes next is at the right or below, whichever way text goes. */
export function Graph(props: GraphProps) {
  const { items, collapsed, selection, onList, begin = null } = props
  const frame = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<string | null>(null)
  const [direction, setDirection] = usePreference<Direction>('graph:direction', directionSchema, 'right')
  const laidOut = useLayout({ items, collapsed, direction })
  const scene = useMemo(() => createScene(laidOut.layout), [laidOut.layout])
  const drawn = useMemo(() => drawnFor(items, collapsed), [items, collapsed])
  const selected = useMemo(() => allDrawnFor(selection.keys, drawn), [selection.keys, drawn])
  const lead = selection.lead === null ? null : drawn(selection.lead)
  return (
    <div
      ref={frame}
      dir="ltr"
      className="graph relative size-full overflow-hidden"
      data-direction={direction}
    >
      <LayoutNote laidOut={laidOut} count={items.length} onList={onList} />
      {laidOut.state !== 'working' && (
        <GraphBoard
          {...props}
          {...{ frame, scene, selected, lead, cursor, setCursor, direction, setDirection }}
          begin={begin === null ? null : drawn(begin)}
        />
      )}
    </div>
  )
}
