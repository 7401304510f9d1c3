import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { useRpc } from '../../rpc/context.tsx'
import { inkOf } from '../../ui/status-badge.tsx'
import { Ago } from '../../ui/time.tsx'
import { words } from '../../words/words.ts'
import { priceOf } from './price.ts'

interface WaitingForYouProps {
  readonly approvals: readonly Approval[]
  /** Titles of runs by their id, as far as they are known here. */
  readonly titles: ReadonlyMap<string, string>
  readonly className: string
  /** The count that opens it. */
  readonly children: ReactNode
}

const say = words.shell.waiting

/** Each is asked about its price: of more than these that would keep the wire busy. */
const shownAtMost = 50

export function WaitingForYou({ approvals, titles, className, children }: WaitingForYouProps) {
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
            {approvals.length === 0 ? (
              <p className="px-3 pb-3 text-muted">{say.none}</p>
            ) : (
              <ul className="max-h-[60vh] overflow-auto">
                {approvals.slice(0, shownAtMost).map((approval) => (
                  <li key={approval.id}>
                    <Entry
                      approval={approval}
                      title={titles.get(approval.runId)}
                      onOpen={() => setOpen(false)}
                    />
                  </li>
                ))}
              </ul>
            )}
            {approvals.length > shownAtMost && (
              <p className="px-3 py-2 text-muted text-sm">{say.oldest(shownAtMost, approvals.length)}</p>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface EntryProps {
  readonly approval: Approval
  readonly title: string | undefined
  readonly onOpen: () => void
}

function Entry({ approval, title, onOpen }: EntryProps) {
  const { orpc } = useRpc()
  const { id, runId, taskKey, question, postedAt } = approval
  const { data } = useQuery(orpc.runs.getApproval.queryOptions({ input: { approvalId: id } }))
  const price = priceOf(approval, data?.consequences ?? null)
  return (
    <Link
      to="/runs/$runId"
      params={{ runId }}
      search={{ task: taskKey, panel: 'overview' }}
      onClick={onOpen}
      className="block rounded-md px-3 py-2 hover:bg-hover"
    >
      {/* A question that nobody wrote begins with it already. */}
      {title !== undefined && !question.startsWith(title) && (
        <span className="block truncate text-muted text-sm">{title}</span>
      )}
      <span className="line-clamp-2 break-words font-medium">{question}</span>
      <span className="text-muted text-sm">
        {price !== null && <span className="text-ink">{price} · </span>}
        {say.asked} <Ago at={postedAt} />
      </span>
    </Link>
  )
}
