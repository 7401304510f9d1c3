import { Inbox, ListChecks, SquareCheck } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { InboxItem } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { toggled } from '../../graph/selection.ts'
import { Button } from '../../ui/controls/button.tsx'
import { LoadedList } from '../../ui/lists/loaded-list.tsx'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { BatchDialog } from './batch-dialog.tsx'
import { canBatch, type InboxLine } from './inbox-lines.ts'
import { InboxRow } from './inbox-row.tsx'
import { useListKeys } from './list-keys.ts'
import { useOpenLines } from './use-inbox.ts'

export interface ListProps {
  readonly find: string
  readonly open: string | null
  readonly isWide: boolean
  readonly onOpen: (id: string | null) => void
  /** Reports the ids of the listed approvals, in order. */
  readonly onIds: (ids: readonly string[]) => void
  /** Clears the search. */
  readonly onClear: () => void
}

/** The open approvals by group. */
export function OpenList({ find, open, isWide, onOpen, onIds, onClear }: ListProps) {
  const { query, lines } = useOpenLines(find, useCurrentProject().id)
  const [marks, setMarks] = useState<ReadonlySet<string>>(new Set())
  const [isBatching, setBatching] = useState(false)
  const items = useMemo(() => lines.flatMap((line) => (line.type === 'item' ? [line.item] : [])), [lines])
  const ids = useMemo(() => items.map(({ approvalId }) => approvalId), [items])
  const marked = items.filter(({ approvalId }) => marks.has(approvalId))
  useEffect(() => onIds(ids), [ids, onIds])
  useListKeys({ ids, open, isWide, onOpen })
  const toggle = (id: string) => setMarks((before) => toggled(before, id))
  const { commands } = words.inbox
  useCommands([
    {
      ...{ id: 'inbox.mark', title: commands.mark, category: commands.category },
      ...{ icon: SquareCheck, keys: ['m'], disabled: open === null ? commands.noneOpen : null },
      run: () => open !== null && toggle(open),
    },
    {
      ...{ id: 'inbox.batch', title: commands.batch, category: commands.category },
      ...{ icon: ListChecks, keys: ['Shift+A'] },
      disabled: marked.length === 0 ? commands.noneMarked : canBatch(marked) ? null : words.inbox.mixedMarks,
      run: () => setBatching(true),
    },
  ])
  return (
    <>
      <LoadedList
        label={words.inbox.list}
        found={query}
        empty={<Empty find={find} onClear={onClear} />}
        rows={lines}
        rowKey={keyOf}
        estimate={104}
        shown={lines.findIndex((line) => line.type === 'item' && line.item.approvalId === open)}
      >
        {(line) =>
          line.type === 'group' ? (
            <h2 className="flex items-baseline gap-2 border-line border-b bg-sunken px-4 py-1.5 font-medium text-muted text-sm">
              {words.inbox.groups[line.group]}{' '}
              <span className="tabular font-normal text-faint">{line.count}</span>
            </h2>
          ) : (
            <InboxRow
              item={line.item}
              isOpen={line.item.approvalId === open}
              isMarked={marks.has(line.item.approvalId)}
              onOpen={() => onOpen(line.item.approvalId)}
              onMark={() => toggle(line.item.approvalId)}
            />
          )
        }
      </LoadedList>
      {marked.length > 0 && (
        <BatchBar items={marked} onApprove={() => setBatching(true)} onClear={() => setMarks(new Set())} />
      )}
      <BatchDialog
        items={marked}
        isOpen={isBatching && marked.length > 0}
        onClose={() => setBatching(false)}
        onDone={() => {
          setBatching(false)
          setMarks(new Set())
        }}
      />
    </>
  )
}

function Empty({ find, onClear }: { find: string; onClear: () => void }) {
  if (find !== '')
    return <NoMatch title={words.inbox.noMatchTitle(find)} clear={words.inbox.clearFind} onClear={onClear} />
  return (
    <EmptyNote icon={Inbox} title={words.inbox.emptyTitle}>
      {words.inbox.empty}
    </EmptyNote>
  )
}

const keyOf = (line: InboxLine): string => (line.type === 'group' ? line.group : line.item.approvalId)

interface BatchBarProps {
  readonly items: readonly InboxItem[]
  readonly onApprove: () => void
  readonly onClear: () => void
}

/** Actions for the marked approvals, or the reason why none is possible. */
function BatchBar({ items, onApprove, onClear }: BatchBarProps) {
  const isPossible = canBatch(items)
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-t bg-raised px-4 py-3">
      <p role="status" className="min-w-0 flex-1 break-words text-sm">
        {isPossible ? words.inbox.marked(items.length) : words.inbox.mixedMarks}
      </p>
      <Button look="ghost" onClick={onClear}>
        {words.inbox.unmark}
      </Button>
      <Button look="primary" disabled={!isPossible} onClick={onApprove}>
        {words.inbox.approveMarked(items.length)}
      </Button>
    </div>
  )
}
