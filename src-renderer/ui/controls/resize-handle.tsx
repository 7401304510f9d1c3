import { useRef } from 'react'
import { direction } from '#shared/words/words.ts'

interface ResizeHandleProps {
  readonly label: string
  readonly width: number
  readonly min: number
  readonly max: number
  readonly onWidth: (width: number) => void
}

const stepPx = 24
/** Sign of the width change when the panel's edge moves left: 1 in left-to-right layout, -1 in right-to-left. */
const sign = direction === 'rtl' ? -1 : 1

/** Inner edge of a panel at the end side, resized by dragging or with the arrow keys. */
export function ResizeHandle({ label, width, min, max, onWidth }: ResizeHandleProps) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const set = (wished: number) => onWidth(Math.round(Math.min(max, Math.max(min, wished))))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line between two panels that can be moved is no ruler of a text
    <div
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={({ clientX }) => {
        if (start.current !== null) set(start.current.width + sign * (start.current.x - clientX))
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowLeft' ? sign * stepPx : event.key === 'ArrowRight' ? -sign * stepPx : 0
        if (by === 0) return
        event.preventDefault()
        set(width + by)
      }}
      className="absolute inset-y-0 -start-1 z-10 w-2 cursor-col-resize touch-none hover:bg-accent/30 focus-visible:bg-accent/30 max-lg:hidden"
    />
  )
}
