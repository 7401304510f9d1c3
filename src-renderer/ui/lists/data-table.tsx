import { clsx } from 'clsx'
import { type ReactNode, useMemo, useState } from 'react'
import { useAppearance } from '../../theme/appearance.ts'
import {
  columnsClass,
  compareBy,
  Grid,
  GridCells,
  type GridColumn,
  GridHead,
  type Sorting,
  tracksOf,
} from './grid.tsx'
import { type Cursor, placeOf } from './row-keys.ts'

export interface Column<Row> extends GridColumn<Row> {
  /** Value to sort by; absent: the column is not sortable. */
  readonly sortBy?: (row: Row) => string | number | null
}

interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly selected?: string | null
  /** Called on a click on a row, or Enter. */
  readonly onOpen?: (row: Row) => void
  readonly firstSorting?: Sorting
  readonly onEnd?: () => void
  /** Shown if there are no rows. */
  readonly empty?: ReactNode
  /** Rows are two lines tall. */
  readonly isTall?: boolean
}

const rowHeights = { normal: 36, compact: 28 }
const lineHeight = 20

/** A virtualized table: as tall as its rows, up to the available height. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selected = null, onOpen, firstSorting, onEnd, empty } = props
  const headHeight = rowHeights[useAppearance()[0].density]
  const [sorting, setSorting] = useState<Sorting | null>(firstSorting ?? null)
  const [lastCursor, setLastCursor] = useState<Cursor>({ key: null, at: 0 })
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting])
  const cursor = placeOf(lastCursor, sorted, rowKey)
  const setCursor = (at: number) => {
    const row = sorted[at]
    setLastCursor({ key: row === undefined ? null : rowKey(row), at })
  }
  const { minWidth, gridTemplateColumns } = tracksOf(columns)
  if (sorted.length === 0 && empty !== undefined) return empty
  return (
    <Grid
      {...{ label, rowKey, minWidth, headHeight, cursor, onEnd }}
      rows={sorted}
      rowHeight={headHeight + (props.isTall === true ? lineHeight : 0)}
      head={
        <GridHead
          {...{ columns, sorting }}
          height={headHeight}
          isSortable={({ key }) => columns.find((column) => column.key === key)?.sortBy !== undefined}
          onSort={setSorting}
        />
      }
      onCursor={setCursor}
      onKey={(event) => {
        const row = sorted[cursor]
        if (event.key !== 'Enter' || row === undefined || event.target !== event.currentTarget) return false
        event.preventDefault()
        onOpen?.(row)
        return true
      }}
      onFocus={() => lastCursor.key === null && setCursor(cursor)}
      className="flex-initial overflow-auto rounded-lg border border-line bg-surface"
    >
      {(row, at) => {
        const isSelected = rowKey(row) === selected
        return {
          props: {
            'aria-selected': isSelected,
            onClick: () => {
              setCursor(at)
              onOpen?.(row)
            },
            className: clsx(
              columnsClass,
              at < sorted.length - 1 && 'border-line border-b',
              onOpen !== undefined && 'cursor-pointer',
              isSelected ? 'bg-accent-soft' : onOpen !== undefined && 'hover:bg-hover',
            ),
            style: { gridTemplateColumns },
          },
          cells: <GridCells columns={columns} row={row} />,
        }
      }}
    </Grid>
  )
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === sorting?.key)?.sortBy
  if (sorting === null || sortBy === undefined) return rows
  return rows.toSorted((a, b) => compareBy(sortBy(a), sortBy(b), sorting.isDown))
}
