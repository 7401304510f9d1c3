import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { InboxItem } from '#shared/model/inbox.ts'
import { useRpc } from '../../rpc/context.tsx'
import { inkOf } from '../../ui/status-badge.tsx'
import { firstLine } from '../../ui/text/first-line.ts'
import { Ago } from '../../ui/text/time.tsx'
import { visible } from '../../ui/visible.ts'
import { words } from '../../words/words.ts'
import { priceOf } from './price.ts'

interface WaitingForYouProps {
  /** In the order of the inbox. */
  readonly items: readonly InboxItem[]
  readonly className: string
  /** The count that opens it. */
  readonly children: ReactNode
}

const say = words.shell.waiting

/** Each is asked about its price: of more than these that would keep the wire busy. */
const shownAtMost = 50

export function WaitingForYou({ items, className, children }: WaitingForYouProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={className}>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="appearing w-80 max-w-[calc(100vw-16px)] rounded-lg border border-line bg-raised p-1 shadow-high">
            <Popover.Title className={`px-3 pt-2 pb-1 font-medium text-sm ${inkOf('needs_you')}`}>
              {say.title}
            </Popover.Title>
            {items.length === 0 ? (
              <p className="px-3 pb-3 text-muted">{say.none}</p>
            ) : (
              <ul className="max-h-[60vh] overflow-auto">
                {items.slice(0, shownAtMost).map((item) => (
                  <li key={item.approvalId}>
                    <Entry item={item} onOpen={() => setOpen(false)} />
                  </li>
                ))}
              </ul>
            )}
            {items.length > shownAtMost && (
              <Link
                to="/inbox"
                search={{}}
                onClick={() => setOpen(false)}
                className="block px-3 py-2 text-accent text-sm hover:underline"
              >
                {words.projects.toInbox(items.length)}
              </Link>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface EntryProps {
  readonly item: InboxItem
  readonly onOpen: () => void
}

function Entry({ item, onOpen }: EntryProps) {
  const { orpc } = useRpc()
  const { approvalId, runTitle, question, postedAt } = item
  const { data } = useQuery(orpc.runs.getApproval.queryOptions({ input: { approvalId } }))
  const asked = visible(firstLine(question))
  const price = data === undefined ? null : priceOf(data.approval, data.consequences)
  return (
    <Link
      to="/inbox"
      search={{ item: approvalId }}
      onClick={onOpen}
      className="block rounded-md px-3 py-2 hover:bg-hover"
    >
      {/* A question that nobody wrote begins with it already. */}
      {!question.startsWith(runTitle) && (
        <span className="block truncate text-muted text-sm">{runTitle}</span>
      )}
      <span className="line-clamp-2 break-words font-medium">{asked}</span>
      <span className="text-muted text-sm">
        {price !== null && <span className="text-ink">{price} · </span>}
        {say.asked} <Ago at={postedAt} />
      </span>
    </Link>
  )
}
