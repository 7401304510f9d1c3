import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { type ReactNode, useEffect, useState } from 'react'
import type { InboxItem } from '#shared/model/inbox.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { useWaiting } from '../../entities/approvals/use-open-items.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { currentHost } from '../../host/current-host.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { inkOf, StatusIcon } from '../../ui/status-badge.tsx'
import type { StatusName } from '../../ui/status-looks.ts'
import { firstLine } from '../../ui/text/first-line.ts'
import { Ago } from '../../ui/text/time.tsx'
import { visible } from '../../ui/visible-characters.ts'
import { priceOf } from './price.ts'

const say = words.shell.strip

const dayMayEndMs = 15_000

/** Status counts on every screen. Each count links to the items it counts. */
export function StatusStrip() {
  const { orpc } = useRpc()
  const { id: projectId } = useCurrentProject()
  const project = projectId === null ? [] : [projectId]
  const all = useWaiting()
  const now = useNow({ stepMs: dayMayEndMs })
  const from = new Date(now).setHours(0, 0, 0, 0)
  const going = useQuery(
    orpc.runs.count.queryOptions({ input: { filter: { project, group: ['running'] } } }),
  ).data
  const failing = useQuery(
    orpc.runs.count.queryOptions({ input: { filter: { project, group: ['failed'], from } } }),
  ).data
  const items = all.filter((item) => projectId === null || item.projectId === projectId)
  useEffect(() => currentHost().setBadge(all.length), [all.length])
  if (going === undefined || failing === undefined) return <div className="h-4" />
  const { running } = going
  const { failed } = failing
  const waiting = items.length
  return (
    <section aria-label={say.title} className="-ms-2 flex min-w-0 items-center gap-1">
      <Link to="/runs" search={{ q: 'status:running' }} className={itemClass(running)}>
        <Count status="running" count={running} word={say.running} />
      </Link>
      <WaitingForYou items={items} className={itemClass(waiting)}>
        <Count status="needs_you" count={waiting} word={say.waiting} />
      </WaitingForYou>
      <Link
        to="/runs"
        search={{ q: 'status:failed today' }}
        className={clsx(itemClass(failed), failed === 0 && 'max-md:hidden')}
      >
        <Count status="failed" count={failed} word={say.failed} />
      </Link>
      <SpentToday />
    </section>
  )
}

const itemClass = (count: number): string =>
  clsx(
    'inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-2 transition-colors hover:bg-hover',
    count === 0 ? 'text-faint' : 'font-medium text-ink',
  )

function Count({ status, count, word }: { status: StatusName; count: number; word: string }) {
  return (
    <>
      {count === 0 ? (
        <span aria-hidden className="size-1.5 rounded-full bg-line-strong" />
      ) : (
        <StatusIcon status={status} size={13} />
      )}
      <span className="tabular">{count}</span> <span className="max-md:sr-only">{word}</span>
    </>
  )
}

/** Spending since local midnight, if costs are tracked. */
function SpentToday() {
  const { orpc } = useRpc()
  const start = new Date().setHours(0, 0, 0, 0)
  const spending = useQuery(orpc.budgets.spending.queryOptions({ input: { start } }))
  const total = (spending.data?.total ?? []).filter(({ amountMinor }) => amountMinor > 0)
  if (total.length === 0) return null
  const amounts = total.map(formatMoney).join(' + ')
  return (
    <Link
      to="/money"
      title={say.spentToday(amounts)}
      className="tabular inline-flex h-7 min-w-0 items-center gap-1.5 rounded-md px-2 font-medium transition-colors hover:bg-hover max-lg:hidden"
    >
      <span className="truncate">{amounts}</span> <span className="font-normal text-faint">{say.today}</span>
    </Link>
  )
}

interface WaitingForYouProps {
  /** In Inbox order. */
  readonly items: readonly InboxItem[]
  readonly className: string
  /** Trigger content: the count. */
  readonly children: ReactNode
}

const asks = words.shell.waiting

/** Limit of listed approvals. The price of each takes one request. */
const shownAtMost = 50

function WaitingForYou({ items, className, children }: WaitingForYouProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={className}>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="appearing w-80 max-w-[calc(100vw-16px)] rounded-lg border border-line bg-raised p-1 shadow-high">
            <Popover.Title className={`px-3 pt-2 pb-1 font-medium text-sm ${inkOf('needs_you')}`}>
              {asks.title}
            </Popover.Title>
            {items.length === 0 ? (
              <p className="px-3 pb-3 text-muted">{asks.none}</p>
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

function Entry({ item, onOpen }: { readonly item: InboxItem; readonly onOpen: () => void }) {
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
      {/* A generated question already begins with the run title. */}
      {!question.startsWith(runTitle) && (
        <span className="block truncate text-muted text-sm">{runTitle}</span>
      )}
      <span className="line-clamp-2 break-words font-medium">{asked}</span>
      <span className="text-muted text-sm">
        {price !== null && <span className="text-ink">{price} · </span>}
        {asks.asked} <Ago at={postedAt} />
      </span>
    </Link>
  )
}
