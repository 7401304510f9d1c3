import { BookOpenText, SearchX } from 'lucide-react'
import type { FoundMemory } from '#shared/model/memory-search.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { words } from '../../words/words.ts'
import { FoundRow } from './found-row.tsx'
import type { MemorySearch } from './memory-search.ts'

interface FoundListProps {
  readonly found: {
    readonly isError: boolean
    readonly error: unknown
    readonly isPending: boolean
    readonly refetch: () => unknown
  }
  readonly entries: readonly FoundMemory[]
  readonly chosen: string | null
  readonly search: MemorySearch
  /** Nothing was asked for in particular. */
  readonly isAnything: boolean
  readonly onEnd: () => void
  readonly onStep: (by: number) => void
  readonly onClear: () => void
}

const rowHeight = 84

export function FoundList(props: FoundListProps) {
  const { found, entries, chosen, search, isAnything, onEnd, onStep, onClear } = props
  if (found.isError) {
    return (
      <div className="min-w-0 flex-1">
        <FailureNote error={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it take the keys; the arrows lead from one to the next
    <div
      className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        onStep(event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      {found.isPending ? (
        <div className="p-5">
          <Skeleton lines={6} />
        </div>
      ) : entries.length === 0 ? (
        <Nothing isAnything={isAnything} onClear={onClear} />
      ) : (
        <VirtualList
          label={words.memory.results}
          rows={entries}
          rowKey={({ id }) => id}
          estimate={rowHeight}
          onEnd={onEnd}
          shown={chosen === null ? null : entries.findIndex(({ id }) => id === chosen)}
        >
          {(entry) => <FoundRow entry={entry} isChosen={entry.id === chosen} search={search} />}
        </VirtualList>
      )}
    </div>
  )
}

function Nothing({ isAnything, onClear }: { isAnything: boolean; onClear: () => void }) {
  if (isAnything) {
    return (
      <EmptyNote icon={BookOpenText} title={words.memory.emptyTitle}>
        {words.memory.emptyText}
      </EmptyNote>
    )
  }
  return (
    <EmptyNote
      icon={SearchX}
      title={words.memory.noMatch}
      action={<Button onClick={onClear}>{words.memory.clearFilter}</Button>}
    >
      {words.memory.noMatchText}
    </EmptyNote>
  )
}
