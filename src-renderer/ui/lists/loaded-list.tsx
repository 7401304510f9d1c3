import type { ComponentProps, ReactNode } from 'react'
import { type Fetch, Fetched } from '../fetched.tsx'
import { VirtualList } from './virtual-list.tsx'

type LoadedListProps<Row> = ComponentProps<typeof VirtualList<Row>> & {
  readonly found: Fetch<unknown>
  /** In place of rows, when there are none. */
  readonly empty: ReactNode
}

/** Rows of any number, or why there are none to see. */
export const LoadedList = <Row,>({ found, empty, ...list }: LoadedListProps<Row>) => (
  <Fetched query={found} lines={6} className="p-4">
    {() => (list.rows.length === 0 ? empty : <VirtualList {...list} />)}
  </Fetched>
)

interface FoundListProps<Row> extends LoadedListProps<Row> {
  /** The arrow keys lead from one row to the next. */
  readonly onStep: (by: number) => void
}

/** A list that stands beside what is open of it. */
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
