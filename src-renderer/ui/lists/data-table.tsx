// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
import { useVirtualizer } from '@tanstack/react-virtual'
import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useAppearance } from '../../theme/appearance.ts'
import { type Cursor, placeOf, rowAfterKey } from './row-keys.ts'

export interface Column<Row> {
  readonly key: string
  readonly title: string
  /** A track of a CSS grid: `120px`, `minmax(0, 2fr)`. */
  readonly width: string
  /** Numbers stand at the right. */
  readonly align?: 'start' | 'end'
  readonly cell: (row: Row) => ReactNode
  /** What the column is sorted by; a column without it cannot be. */
  readonly sortBy?: (row: Row) => string | number | null
}

export interface Sorting {
  readonly key: string
  readonly isDown: boolean
}

interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly selected?: string | null
  /** A click on a row, or Enter. */
  readonly onOpen?: (row: Row) => void
  readonly firstSorting?: Sorting
  readonly onEnd?: () => void
  /** In place of rows, when there are none. */
  readonly empty?: ReactNode
  /** A row has two lines. */
  readonly isTall?: boolean
}

const rowHeights = { normal: 36, compact: 28 }
const lineHeight = 20
const endWithin = 20

/**
 * A table of any length, as high as its rows and no higher than there is room: its head stays, only what is in view is drawn,
 * the arrow keys move through it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selected = null, onOpen, firstSorting, onEnd, empty } = props
  const headHeight = rowHeights[useAppearance()[0].density]
  const rowHeight = headHeight + (props.isTall === true ? lineHeight : 0)
  const [sorting, setSorting] = useState<Sorting | null>(firstSorting ?? null)
  const [lastCursor, setLastCursor] = useState<Cursor>({ key: null, at: 0 })
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting])
  const cursor = placeOf(lastCursor, sorted, rowKey)
  const setCursor = (at: number) => {
    const row = sorted[at]
    setLastCursor({ key: row === undefined ? null : rowKey(row), at })
  }
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    overscan: 12,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height stand elsewhere
  useEffect(() => virtual.measure(), [rowHeight])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (onEnd !== undefined && sorted.length > 0 && last >= sorted.length - endWithin) onEnd()
  }, [last, sorted.length, onEnd])

  const minWidth = leastWidth(columns)
  const tracks = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = rowAfterKey(event.key, cursor, sorted.length)
    if (next !== null && sorted.length > 0) {
      event.preventDefault()
      setCursor(next)
      virtual.scrollToIndex(next)
      return
    }
    const row = sorted[cursor]
    if (event.key !== 'Enter' || row === undefined || event.target !== event.currentTarget) return
    event.preventDefault()
    onOpen?.(row)
  }
  if (sorted.length === 0 && empty !== undefined) return empty
  return (
    <div
      ref={frame}
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-activedescendant={sorted[cursor] === undefined ? undefined : rowId(id, cursor)}
      tabIndex={0}
      onFocus={() => lastCursor.key === null && setCursor(cursor)}
      onKeyDown={onKeyDown}
      className="group/table min-h-0 flex-initial overflow-auto rounded-lg border border-line bg-surface outline-offset-[-2px]"
    >
      <div
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        className="sticky top-0 z-10 grid items-center gap-x-4 border-line border-b bg-sunken px-4 font-medium text-muted text-sm"
        style={{ ...tracks, minWidth, height: headHeight }}
      >
        {columns.map((column) => (
          <Head key={column.key} column={column} sorting={sorting} onSort={setSorting} />
        ))}
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth }}>
        {items.map(({ index, start }) => {
          const row = sorted[index]
          if (row === undefined) return null
          const isSelected = rowKey(row) === selected
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of its rows
            <div
              key={rowKey(row)}
              id={rowId(id, index)}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-selected={isSelected}
              onClick={() => {
                setCursor(index)
                onOpen?.(row)
              }}
              className={clsx(
                'absolute inset-x-0 top-0 grid items-center gap-x-4 px-4',
                index < sorted.length - 1 && 'border-line border-b',
                onOpen !== undefined && 'cursor-pointer',
                isSelected ? 'bg-accent-soft' : onOpen !== undefined && 'hover:bg-hover',
                index === cursor &&
                  'group-focus-visible/table:outline-2 group-focus-visible/table:outline-focus group-focus-visible/table:-outline-offset-2',
              )}
              style={{ ...tracks, height: rowHeight, transform: `translateY(${start - headHeight}px)` }}
            >
              {columns.map((column) => (
                <div
                  key={column.key}
                  role="gridcell"
                  tabIndex={-1}
                  className={clsx('min-w-0 truncate', column.align === 'end' && 'tabular text-end')}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface HeadProps<Row> {
  readonly column: Column<Row>
  readonly sorting: Sorting | null
  readonly onSort: (sorting: Sorting) => void
}

function Head<Row>({ column: { key, title, align, sortBy }, sorting, onSort }: HeadProps<Row>) {
  const isSorted = sorting?.key === key
  const isDown = isSorted && sorting.isDown
  const Arrow = isDown ? ArrowDown : ArrowUp
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
      className={clsx('flex min-w-0 items-center', align === 'end' && 'justify-end')}
    >
      {sortBy === undefined ? (
        <span className="truncate">{title}</span>
      ) : (
        <button
          type="button"
          onClick={() => onSort({ key, isDown: isSorted ? !isDown : align === 'end' })}
          className="-mx-1 inline-flex h-6 min-w-0 items-center gap-1 rounded-sm px-1 hover:text-ink"
        >
          <span className="truncate">{title}</span>
          {isSorted && <Arrow size={12} aria-hidden className="shrink-0" />}
        </button>
      )}
    </div>
  )
}

/** Of all tracks at their narrowest, so that the head and every row have the same ones and scroll together. */
function leastWidth(columns: readonly { readonly width: string }[]): number {
  const tracks = columns.map(({ width }) => Number(/(\d+)px/.exec(width)?.[1] ?? 0))
  return tracks.reduce((sum, track) => sum + track + gap, gap)
}

/** Between columns; the rows' own padding is as wide at each end. */
const gap = 16

const rowId = (table: string, at: number): string => `${table}-row-${at}`

/** What has nothing to be sorted by stands at the end, whichever way. */
function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === sorting?.key)?.sortBy
  if (sorting === null || sortBy === undefined) return rows
  const sign = sorting.isDown ? -1 : 1
  return rows.toSorted((a, b) => {
    const [left, right] = [sortBy(a), sortBy(b)]
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right)
    return sign * String(left).localeCompare(String(right))
  })
}
