import { History } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { LoadedList } from '../../ui/lists/loaded-list.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { AnsweredRow } from './answered-row.tsx'
import { useListKeys } from './list-keys.ts'
import { NoMatch } from './no-match.tsx'
import type { ListProps } from './open-list.tsx'
import { useHistory } from './use-inbox.ts'

/** What is over, newest first, as far back as anybody scrolls. */
export function AnsweredList({ find, open, isWide, onOpen, onIds, onClear }: ListProps) {
  const { query, items } = useHistory(find, true)
  const ids = useMemo(() => items.map(({ approvalId }) => approvalId), [items])
  useEffect(() => onIds(ids), [ids, onIds])
  useListKeys({ ids, open, isWide, onOpen })
  const more = query.hasNextPage && !query.isFetchingNextPage
  return (
    <LoadedList
      label={words.inbox.history}
      found={query}
      rows={items}
      rowKey={({ approvalId }) => approvalId}
      estimate={84}
      shown={open === null ? null : ids.indexOf(open)}
      onEnd={more ? () => void query.fetchNextPage() : undefined}
      empty={<Empty find={find} onClear={onClear} />}
    >
      {(item) => (
        <AnsweredRow item={item} isOpen={item.approvalId === open} onOpen={() => onOpen(item.approvalId)} />
      )}
    </LoadedList>
  )
}

function Empty({ find, onClear }: { find: string; onClear: () => void }) {
  if (find !== '') return <NoMatch find={find} onClear={onClear} />
  return (
    <EmptyNote icon={History} title={words.inbox.emptyHistoryTitle}>
      {words.inbox.emptyHistory}
    </EmptyNote>
  )
}
