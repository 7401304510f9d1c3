// biome-ignore-all lint/a11y/useSemanticElements: see run-table.tsx
import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { words } from '../../../words/words.ts'
import type { Sort, SortKey } from './rows.ts'

const says = words.run.table

/** Wide enough for all, or for the first few: the rest is in the panel of the task. */
export const columnsClass =
  'grid items-center gap-x-4 px-6 grid-cols-[minmax(0,1fr)_132px] @2xl:grid-cols-[minmax(0,1fr)_120px_124px_108px_96px] @5xl:grid-cols-[minmax(0,1fr)_140px_140px_108px_108px_76px_110px]'

/** The columns after the first, with where they begin to show. */
export const columnClass = {
  status: '',
  agent: 'hidden @2xl:block truncate text-muted',
  time: 'hidden @2xl:block truncate tabular text-end text-muted',
  waited: 'hidden @5xl:block truncate tabular text-end text-muted',
  attempts: 'hidden @5xl:block truncate tabular text-end text-muted',
  cost: 'hidden @2xl:block truncate tabular text-end text-muted',
} as const

const rest = ['status', 'agent', 'time', 'waited', 'attempts', 'cost'] as const
const numbers: ReadonlySet<SortKey> = new Set<SortKey>(['time', 'waited', 'attempts', 'cost'])

interface TableHeadProps {
  readonly sort: Sort
  readonly height: number
  readonly onSort: (sort: Sort) => void
}

export function TableHead({ sort, height, onSort }: TableHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-line border-b bg-sunken">
      <div
        role="row"
        tabIndex={-1}
        aria-rowindex={1}
        className={clsx(columnsClass, 'font-medium text-faint text-sm')}
        style={{ height }}
      >
        <Head column="task" sort={sort} onSort={onSort} className="min-w-0" />
        {rest.map((name) => (
          <Head key={name} column={name} sort={sort} onSort={onSort} className={columnClass[name]} />
        ))}
      </div>
    </div>
  )
}

interface HeadProps extends Omit<TableHeadProps, 'height'> {
  readonly column: Exclude<SortKey, 'plan'>
  readonly className: string
}

/** Pressed once, the most or the first; again, the other way; a third time, the order of the plan. */
function Head({ column, sort, onSort, className }: HeadProps) {
  const isSorted = sort.key === column
  const isDownFirst = numbers.has(column)
  const next: Sort = !isSorted
    ? { key: column, isDown: isDownFirst }
    : sort.isDown === isDownFirst
      ? { key: column, isDown: !isDownFirst }
      : { key: 'plan', isDown: false }
  const Arrow = sort.isDown ? ArrowDown : ArrowUp
  const order = sort.isDown ? 'descending' : 'ascending'
  return (
    <span role="columnheader" tabIndex={-1} aria-sort={isSorted ? order : undefined} className={className}>
      <button
        type="button"
        onClick={() => onSort(next)}
        className="-mx-1 inline-flex h-6 max-w-full items-center gap-1 rounded-sm px-1 hover:text-ink"
      >
        {isSorted && isDownFirst && <Arrow size={12} aria-hidden className="shrink-0" />}
        <span className="truncate">{says[column]}</span>
        {isSorted && !isDownFirst && <Arrow size={12} aria-hidden className="shrink-0" />}
      </button>
    </span>
  )
}
