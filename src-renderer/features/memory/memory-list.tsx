import { BookOpenText, SearchX } from 'lucide-react'
import type { FoundMemory } from '#shared/model/memory-search.ts'
import { Button } from '../../ui/controls/button.tsx'
import { FoundList, type Loading } from '../../ui/lists/loaded-list.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { FoundRow } from './found-row.tsx'
import type { MemorySearch } from './memory-search.ts'

interface MemoryListProps {
  readonly found: Loading
  readonly entries: readonly FoundMemory[]
  readonly chosen: string | null
  readonly search: MemorySearch
  /** Nothing was asked for in particular. */
  readonly isAnything: boolean
  readonly onEnd: () => void
  readonly onStep: (by: number) => void
  readonly onClear: () => void
}

export function MemoryList(props: MemoryListProps) {
  const { found, entries, chosen, search, isAnything, onEnd, onStep, onClear } = props
  return (
    <FoundList
      label={words.memory.results}
      found={found}
      rows={entries}
      rowKey={({ id }) => id}
      estimate={64}
      onEnd={onEnd}
      onStep={onStep}
      shown={chosen === null ? null : entries.findIndex(({ id }) => id === chosen)}
      empty={<Nothing isAnything={isAnything} onClear={onClear} />}
    >
      {(entry) => <FoundRow entry={entry} isChosen={entry.id === chosen} search={search} />}
    </FoundList>
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
