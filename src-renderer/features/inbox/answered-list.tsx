import { FilterX, History } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { words } from '../../words/words.ts'
import { AnsweredRow } from './answered-row.tsx'
import { useListKeys } from './list-keys.ts'
import type { ListProps } from './open-list.tsx'
import { useHistory } from './use-inbox.ts'

/** What is over, newest first, as far back as anybody scrolls. */
export function AnsweredList({ find, open, isWide, onOpen, onIds }: ListProps) {
  const { query, items } = useHistory(find, true)
  const ids = useMemo(() => items.map(({ approvalId }) => approvalId), [items])
  useEffect(() => onIds(ids), [ids, onIds])
  useListKeys({ ids, open, isWide, onOpen })
  if (query.isError) {
    return (
      <div className="p-4">
        <FailureNote error={query.error} onRetry={() => void query.refetch()} />
      </div>
    )
  }
  if (query.data === undefined) {
    return (
      <div className="p-4">
        <Skeleton lines={6} />
      </div>
    )
  }
  if (items.length === 0) {
    return find === '' ? (
      <EmptyNote icon={History} title={words.inbox.emptyHistoryTitle}>
        {words.inbox.emptyHistory}
      </EmptyNote>
    ) : (
      <EmptyNote icon={FilterX} title={words.inbox.noMatchTitle(find)} />
    )
  }
  const more = query.hasNextPage && !query.isFetchingNextPage
  return (
    <VirtualList
      label={words.inbox.history}
      rows={items}
      rowKey={({ approvalId }) => approvalId}
      estimate={84}
      shown={open === null ? null : ids.indexOf(open)}
      onEnd={more ? () => void query.fetchNextPage() : undefined}
    >
      {(item) => (
        <AnsweredRow item={item} isOpen={item.approvalId === open} onOpen={() => onOpen(item.approvalId)} />
      )}
    </VirtualList>
  )
}
