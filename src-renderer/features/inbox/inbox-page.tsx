import { clsx } from 'clsx'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useMedia } from '../../ui/hooks/use-media.ts'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { EmptyNote } from '../../ui/notes.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { AnsweredList } from './answered-list.tsx'
import { InboxCard } from './inbox-card.tsx'
import { InboxHead } from './inbox-head.tsx'
import { afterGone } from './inbox-lines.ts'
import type { InboxSearch } from './inbox-search.ts'
import { listId } from './list-keys.ts'
import { OpenList } from './open-list.tsx'

/** Width with room for the list and a card side by side. */
const wide = '(min-width: 1000px)'

/** Open and answered approvals. Wide windows show list and card side by side, narrow ones one at a time. */
export function InboxPage({ search, onSearch }: AddressProps<InboxSearch>) {
  useTitle(words.inbox.title)
  const isWide = useMedia(wide)
  const [ids, setIds] = useState<readonly string[] | null>(null)
  const { item, find = '', show } = search
  const open = item ?? (isWide ? (ids?.[0] ?? null) : null)
  const isListShown = isWide || open === null
  // If the list is empty there is nothing to open, so the card area is hidden.
  const hasCard = open !== null || (isWide && (ids === null || ids.length > 0))
  const choose = (id: string | null) => {
    const { item: _, ...rest } = search
    onSearch(id === null ? rest : { ...rest, item: id })
  }
  const clear = () => {
    const { find: _, ...rest } = search
    onSearch(rest)
  }
  const list = { find, open, isWide, onOpen: choose, onIds: setIds, onClear: clear }
  return (
    <div className="flex h-full min-h-0">
      <h1 className="sr-only">{words.inbox.title}</h1>
      {/* Hidden rather than unmounted, to preserve its state and its shortcuts. */}
      <section
        id={listId}
        aria-label={words.inbox.list}
        className={
          isListShown
            ? clsx(
                'flex min-h-0 w-full min-w-0 flex-col bg-surface',
                hasCard &&
                  'min-[1000px]:w-[420px] min-[1000px]:shrink-0 min-[1000px]:border-line min-[1000px]:border-e',
              )
            : 'hidden'
        }
      >
        <InboxHead search={search} onSearch={onSearch} />
        {show === 'answered' ? <AnsweredList {...list} /> : <OpenList {...list} />}
      </section>
      {hasCard && (
        <div className="min-h-0 min-w-0 flex-1 scroll-pb-8 overflow-auto">
          {open === null ? (
            <EmptyNote icon={Inbox} title={words.inbox.pickTitle}>
              {words.inbox.pick}
            </EmptyNote>
          ) : (
            <InboxCard
              key={open}
              approvalId={open}
              onBack={isWide ? null : () => choose(null)}
              onAnswered={() => choose(afterGone(ids ?? [], open))}
            />
          )}
        </div>
      )}
    </div>
  )
}
