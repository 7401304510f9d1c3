import { measureElement, useVirtualizer } from '@tanstack/react-virtual'
import { clsx } from 'clsx'
import { type ReactNode, useEffect, useRef } from 'react'

interface VirtualListProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string | number
  /** Estimated row height in pixels. Actual heights are measured. */
  readonly estimate: number
  readonly children: (row: Row, at: number) => ReactNode
  /** Called when the last row is near the viewport, and again whenever `rows` grows. */
  readonly onEnd?: (() => void) | undefined
  /** Index of the row to scroll to. */
  readonly shown?: number | null
  readonly className?: string
}

const endWithin = 20

/**
 * A virtualized list: only visible rows are rendered. The list is as tall as its rows and scrolls within its parent's
 * height.
 */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, rows, rowKey, estimate, children, onEnd, shown = null, className } = props
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => estimate,
    getItemKey: (at) => {
      const row = rows[at]
      return row === undefined ? at : rowKey(row)
    },
    // Rows of a hidden list measure as 0, and the list would not recover from that, so use the estimate.
    measureElement: (row, entry, list) => measureElement(row, entry, list) || estimate,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1

  useEffect(() => {
    if (onEnd !== undefined && rows.length > 0 && last >= rows.length - endWithin) onEnd()
  }, [last, rows.length, onEnd])
  useEffect(() => {
    if (shown !== null && shown >= 0) virtual.scrollToIndex(shown, { align: 'auto' })
  }, [shown, virtual])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key
    <div ref={frame} tabIndex={0} className={clsx('min-h-0 flex-initial overflow-auto', className)}>
      <ul aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <li
              key={String(key)}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              data-last={index === rows.length - 1 || undefined}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {children(row, index)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
