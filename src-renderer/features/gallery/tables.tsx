import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import type { Fetch } from '../../ui/fetched.tsx'
import { type Column, DataTable } from '../../ui/lists/data-table.tsx'
import { FoundList } from '../../ui/lists/loaded-list.tsx'
import { VirtualList } from '../../ui/lists/virtual-list.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { Section } from './section.tsx'

interface Line {
  readonly at: number
  readonly cents: number
}

const lines: readonly Line[] = Array.from({ length: 10_000 }, (_, at) => ({
  at,
  cents: (at * 7919) % 100_003,
}))

const columns: readonly Column<Line>[] = [
  {
    key: 'at',
    title: words.gallery.number,
    width: '80px',
    align: 'end',
    cell: ({ at }) => at,
    sortBy: ({ at }) => at,
  },
  {
    key: 'name',
    title: words.gallery.name,
    width: 'minmax(160px, 1fr)',
    cell: ({ at }) => <span title={words.gallery.rowName(at)}>{words.gallery.rowName(at)}</span>,
    sortBy: ({ at }) => words.gallery.rowName(at),
  },
  {
    key: 'cost',
    title: words.gallery.cost,
    width: '100px',
    align: 'end',
    cell: ({ cents }) => (cents / 100).toFixed(2),
    sortBy: ({ cents }) => cents,
  },
]

export function Tables() {
  const { gallery } = words
  const [opened, setOpened] = useState<string | null>(null)
  return (
    <>
      <Section title={gallery.table}>
        <div className="flex h-80 flex-col">
          <DataTable
            label={gallery.table}
            columns={columns}
            rows={lines}
            rowKey={({ at }) => String(at)}
            selected={opened}
            onOpen={({ at }) => setOpened(String(at))}
          />
        </div>
      </Section>
      <Section title={gallery.list}>
        <div className="flex h-64 flex-col">
          <VirtualList label={gallery.list} rows={lines} rowKey={({ at }) => at} estimate={36}>
            {({ at }) => <p className="border-line border-b px-3 py-2">{gallery.rowName(at)}</p>}
          </VirtualList>
        </div>
      </Section>
      <Section title={gallery.loadedLists}>
        <div className="grid gap-5 lg:grid-cols-3">
          <Loaded found={{ ...loaded, data: undefined }} />
          <Loaded found={{ ...loaded, error: new Error(gallery.failure) }} />
          <Loaded found={loaded} />
        </div>
      </Section>
    </>
  )
}

const loaded: Fetch<unknown> = { data: [], error: null, refetch: () => {} }

/** A list while loading, after an error, and empty. */
function Loaded({ found }: { found: Fetch<unknown> }) {
  return (
    // Hidden from assistive technology: the list announces loading, but nothing is loading.
    <div className="flex h-72" aria-hidden={found.data === undefined}>
      <FoundList
        label={words.gallery.list}
        found={found}
        rows={[]}
        rowKey={({ at }: Line) => at}
        estimate={36}
        empty={
          <EmptyNote icon={Inbox} title={words.gallery.emptyTitle}>
            {words.gallery.emptyText}
          </EmptyNote>
        }
        onStep={() => {}}
      >
        {({ at }) => <p>{words.gallery.rowName(at)}</p>}
      </FoundList>
    </div>
  )
}
