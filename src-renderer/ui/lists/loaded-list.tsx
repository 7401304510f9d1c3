import type { ComponentProps, ReactNode } from 'react'
import { type Fetch, Fetched } from '../fetched.tsx'
import { VirtualList } from './virtual-list.tsx'

type LoadedListProps<Row> = ComponentProps<typeof VirtualList<Row>> & {
  readonly found: Fetch<unknown>
  /** Shown if there are no rows. */
  readonly empty: ReactNode
}

/** A virtualized list. Shows a placeholder, an error or the empty note if there are no rows. */
export const LoadedList = <Row,>({ found, empty, ...list }: LoadedListProps<Row>) => (
  <Fetched query={found} lines={6} className="p-4">
    {() => (list.rows.length === 0 ? empty : <VirtualList {...list} />)}
  </Fetched>
)

interface FoundListProps<Row> extends LoadedListProps<Row> {
  /** Arrow keys move to the previous or next row. */
  readonly onStep: (by: number) => void
}

/** A list next to the detail view of its open item. */
export function FoundList<Row>({ onStep, ...list }: FoundListProps<Row>) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it take the keys; the arrows lead from one to the next
    <div
      className="flex max-h-full min-h-0 min-w-0 flex-1 flex-col self-start overflow-hidden rounded-lg border border-line bg-surface"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        onStep(event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      <LoadedList {...list} className="[&_[data-last]>*]:border-b-0" />
    </div>
  )
}
