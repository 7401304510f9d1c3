import { clsx } from 'clsx'
import { History } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { AnsweredItem } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'
import { nameOfPerson } from '../../entities/approvals/answer/signature.ts'
import { endingOf } from '../../entities/approvals/closed-approval.tsx'
import { LoadedList } from '../../ui/lists/loaded-list.tsx'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { firstLine } from '../../ui/text/first-line.ts'
import { Ago } from '../../ui/text/time.tsx'
import { visible } from '../../ui/visible-characters.ts'
import { kindIcons, rowId } from './inbox-row.tsx'
import { useListKeys } from './list-keys.ts'
import type { ListProps } from './open-list.tsx'
import { useHistory } from './use-inbox.ts'

/** Answered approvals, newest first, loaded on scroll. */
export function AnsweredList({ find, open, isWide, onOpen, onIds, onClear }: ListProps) {
  const { query, items } = useHistory(find)
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
  if (find !== '')
    return <NoMatch title={words.inbox.noMatchTitle(find)} clear={words.inbox.clearFind} onClear={onClear} />
  return (
    <EmptyNote icon={History} title={words.inbox.emptyHistoryTitle}>
      {words.inbox.emptyHistory}
    </EmptyNote>
  )
}

/** An answered approval: the answer, the person and the reason. */
function AnsweredRow({ item, isOpen, onOpen }: { item: AnsweredItem; isOpen: boolean; onOpen: () => void }) {
  const { kind, question, taskTitle, runTitle, isSimulated, answeredAt, answeredBy, note } = item
  const Icon = kindIcons[kind]
  const who = answeredBy === null ? '' : ` · ${nameOfPerson(answeredBy)}`
  return (
    <button
      type="button"
      id={rowId(item.approvalId)}
      aria-current={isOpen}
      tabIndex={isOpen ? 0 : -1}
      onClick={onOpen}
      className={clsx(
        'block w-full border-line border-b px-4 py-row text-start outline-offset-[-2px]',
        isOpen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-start gap-1.5">
        <Icon size={14} aria-hidden className="mt-[3px] shrink-0 text-muted" />
        <span className="line-clamp-2 min-w-0 flex-1 break-words font-medium">
          {visible(firstLine(question))}
        </span>
        <span className="shrink-0 ps-2 text-muted text-sm">
          <Ago at={answeredAt} />
        </span>
      </span>
      <span className="mt-0.5 flex items-center gap-2 ps-5 text-sm">
        <span className="min-w-0 truncate">
          {endingOf(item)}
          {who}
        </span>
        {isSimulated && <SimulationMark />}
      </span>
      <span className="mt-0.5 block truncate ps-5 text-muted text-sm" title={`${taskTitle} · ${runTitle}`}>
        {taskTitle} · {runTitle}
      </span>
      {note !== null && (
        <span className="mt-0.5 line-clamp-1 break-words ps-5 text-muted text-sm">{note}</span>
      )}
    </button>
  )
}
