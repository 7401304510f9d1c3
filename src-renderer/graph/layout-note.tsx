import { useEffect, useState } from 'react'
import { Button } from '../ui/controls/button.tsx'
import { direction, words } from '../words/words.ts'
import type { LaidOut } from './interaction/use-layout.ts'

interface LayoutNoteProps {
  readonly laidOut: LaidOut
  readonly count: number
  readonly onList: (() => void) | undefined
}

/** While a large plan is laid out, and when that took too long. */
export function LayoutNote({ laidOut: { state, tryLonger, cancel }, count, onList }: LayoutNoteProps) {
  if (state === 'ready') return null
  if (state === 'working') return <Working count={count} onCancel={cancel} />
  return (
    <div
      role="status"
      dir={direction}
      className="absolute inset-x-3 top-3 z-20 mx-auto flex w-fit max-w-[calc(100%-24px)] flex-wrap items-center gap-3 rounded-lg border border-line bg-raised px-3 py-2 shadow-high"
    >
      <span className="text-ink">{words.graph.late}</span>
      <Button onClick={tryLonger}>{words.graph.tryLonger}</Button>
      {onList !== undefined && <Button onClick={onList}>{words.graph.showList}</Button>}
    </div>
  )
}

/** Nothing is said of what takes no time. */
const silentMs = 300

function Working({ count, onCancel }: { count: number; onCancel: () => void }) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), silentMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isShown) return null
  return (
    <div
      role="status"
      dir={direction}
      className="absolute inset-0 flex flex-col items-center justify-center gap-3 text-muted"
    >
      {words.graph.working(count)}
      <Button onClick={onCancel}>{words.graph.workingStop}</Button>
    </div>
  )
}
