// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
// biome-ignore-all lint/a11y/noStaticElementInteractions: the role is one of two
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role is one of two
import { useVirtualizer } from '@tanstack/react-virtual'
import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  type FocusEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
} from 'react'
import { rowAfterKey } from './row-keys.ts'

/** A rendered row: attributes of its element and its cells. */
export interface DrawnRow {
  readonly props: HTMLAttributes<HTMLElement> & { readonly 'data-task'?: string }
  readonly cells: ReactNode
}

interface GridProps<Row> {
  readonly label: string
  /** Whether rows are grouped and groups can be collapsed. */
  readonly isTree?: boolean
  readonly isMultiSelectable?: boolean
  /** Rows in display order. */
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly rowHeight: number
  /** Sticky header row; its height is `headHeight`. */
  readonly head: ReactNode
  readonly headHeight: number
  /** The minimum width of the header and each row; a narrower frame scrolls. */
  readonly minWidth?: number
  /** Index of the row that keyboard commands apply to. */
  readonly cursor: number
  readonly onCursor: (at: number, event: KeyboardEvent) => void
  /** Called before the navigation keys are handled; true: the event is handled. */
  readonly onKey?: (event: KeyboardEvent) => boolean
  readonly onFocus?: (event: FocusEvent) => void
  /** Called when the last row is near the viewport, and again whenever `rows` grows. */
  readonly onEnd?: (() => void) | undefined
  /** Key of the row to scroll to whenever the key changes. */
  readonly shown?: string | null
  /** Key of the first search match; handled like `shown`. */
  readonly found?: string | null
  readonly frame?: RefObject<HTMLDivElement | null>
  readonly className: string
  readonly children: (row: Row, at: number) => DrawnRow
}

const endWithin = 20

/**
 * A virtualized grid with rows of equal height, a sticky header and arrow-key navigation. Only visible rows are
 * rendered.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { label, isTree, isMultiSelectable, rows, rowKey, rowHeight, head, headHeight, minWidth } = props
  const { cursor, onCursor, onKey, onFocus, onEnd, shown = null, found = null, className, children } = props
  const id = useId()
  const own = useRef<HTMLDivElement>(null)
  const frame = props.frame ?? own
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 12,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height stand elsewhere
  useEffect(() => virtual.measure(), [rowHeight])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (onEnd !== undefined && rows.length > 0 && last >= rows.length - endWithin) onEnd()
  }, [last, rows.length, onEnd])
  const bringIntoView = (key: string | null) => {
    const at = key === null ? -1 : rows.findIndex((row) => rowKey(row) === key)
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row is brought into view
  useEffect(() => bringIntoView(shown), [shown])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row is brought into view
  useEffect(() => bringIntoView(found), [found])
  const onKeyDown = (event: KeyboardEvent) => {
    if (onKey?.(event) === true) return
    const next = rowAfterKey(event.key, cursor, rows.length)
    if (next === null || rows.length === 0) return
    event.preventDefault()
    onCursor(next, event)
    virtual.scrollToIndex(next)
  }
  return (
    <div
      ref={frame}
      role={isTree === true ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-multiselectable={isMultiSelectable}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows[cursor] === undefined ? undefined : `${id}-row-${cursor}`}
      tabIndex={0}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      className={clsx('group/grid min-h-0 outline-offset-[-2px]', className)}
    >
      {head}
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth }}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          const { props: own, cells } = children(row, index)
          return (
            <div
              key={rowKey(row)}
              id={`${id}-row-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              {...own}
              className={clsx(
                'absolute inset-x-0 top-0',
                own.className,
                index === cursor &&
                  'group-focus-visible/grid:outline-2 group-focus-visible/grid:outline-focus group-focus-visible/grid:-outline-offset-2',
              )}
              style={{ ...own.style, height: rowHeight, transform: `translateY(${start - headHeight}px)` }}
            >
              {cells}
            </div>
          )
        })}
      </div>
    </div>
  )
}

export interface GridColumn<Row> {
  readonly key: string
  readonly title: string
  /** CSS grid track, such as `120px` or `minmax(0, 2fr)`. */
  readonly width: string
  /** Numbers are aligned to the end. */
  readonly align?: 'start' | 'end'
  readonly cell: (row: Row) => ReactNode
}

export interface Sorting {
  readonly key: string
  readonly isDown: boolean
}

/** Grid tracks and their minimum width, so that the header and all rows align and scroll together. */
export function tracksOf(columns: readonly Pick<GridColumn<never>, 'width'>[]) {
  const widths = columns.map(({ width }) => Number(/(\d+)px/.exec(width)?.[1] ?? 0))
  return {
    gridTemplateColumns: columns.map(({ width }) => width).join(' '),
    minWidth: widths.reduce((sum, width) => sum + width + gap, gap),
  }
}

/** Gap between columns in pixels, also used as padding at both ends of a row. */
const gap = 16

/** CSS class shared by the header and the rows. */
export const columnsClass = 'grid items-center gap-x-4 px-4'

interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly isSortable: (column: GridColumn<Row>) => boolean
  readonly sorting: Sorting | null
  /** First click: numbers sort from highest to lowest. Second click: reversed. */
  readonly onSort: (sorting: Sorting) => void
  readonly height: number
  readonly className?: string
}

export function GridHead<Row>({
  columns,
  isSortable,
  sorting,
  onSort,
  height,
  className,
}: GridHeadProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      tabIndex={-1}
      className={clsx(
        columnsClass,
        'sticky top-0 z-10 border-line border-b bg-sunken font-medium text-muted text-sm',
        className,
      )}
      style={{ ...tracksOf(columns), height }}
    >
      {columns.map((column) => {
        const { key, title, align } = column
        const isSorted = sorting?.key === key
        const isDown = isSorted && sorting.isDown
        const Arrow = isDown ? ArrowDown : ArrowUp
        return (
          <div
            key={key}
            role="columnheader"
            tabIndex={-1}
            aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
            className={clsx('flex min-w-0 items-center', align === 'end' && 'justify-end')}
          >
            {isSortable(column) ? (
              <button
                type="button"
                onClick={() => onSort({ key, isDown: isSorted ? !isDown : align === 'end' })}
                className="-mx-1 inline-flex h-6 min-w-0 items-center gap-1 rounded-sm px-1 hover:text-ink"
              >
                <span className="truncate">{title}</span>
                {isSorted && <Arrow size={12} aria-hidden className="shrink-0" />}
              </button>
            ) : (
              <span className="truncate">{title}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}

export function GridCells<Row>({
  columns,
  row,
}: Pick<GridHeadProps<Row>, 'columns'> & { readonly row: Row }) {
  return columns.map(({ key, align, cell }) => (
    <div
      key={key}
      role="gridcell"
      tabIndex={-1}
      className={clsx('min-w-0 truncate', align === 'end' && 'tabular text-end')}
    >
      {cell(row)}
    </div>
  ))
}

/** Rows without a value come last in both directions. */
export function compareBy(left: string | number | null, right: typeof left, isDown: boolean): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  const sign = isDown ? -1 : 1
  return typeof left === 'number' && typeof right === 'number'
    ? sign * (left - right)
    : sign * String(left).localeCompare(String(right))
}
