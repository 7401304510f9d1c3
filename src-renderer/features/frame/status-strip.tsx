import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { useState } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { useRpc } from '../../rpc/context.tsx'
import { inkOf, StatusIcon } from '../../ui/status-badge.tsx'
import { groupOfRun, type StatusName } from '../../ui/status-looks.ts'
import { Ago } from '../../ui/time.tsx'

/** How things stand, on every screen: each count leads to what it counts. */
export function StatusStrip() {
  const { orpc } = useRpc()
  const runs = useQuery(orpc.runs.list.queryOptions({ input: {} }))
  const approvals = useQuery(orpc.runs.listApprovals.queryOptions())
  if (runs.data === undefined) return <div className="h-4" />
  const count = (status: string) => runs.data.filter((run) => groupOfRun(run.status) === status).length
  return (
    <section aria-label="Status" className="-ml-2 flex min-w-0 items-center gap-1">
      <Link to="/" search={{ show: 'running' }} className={itemClass(count('running'))}>
        <Count status="running" count={count('running')} word="running" />
      </Link>
      <WaitingForYou approvals={approvals.data ?? []} />
      <Link to="/" search={{ show: 'failed' }} className={itemClass(count('failed'))}>
        <Count status="failed" count={count('failed')} word="failed" />
      </Link>
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
      <span className="tabular">{count}</span> <span className="max-sm:sr-only">{word}</span>
    </>
  )
}

function WaitingForYou({ approvals }: { approvals: readonly Approval[] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={itemClass(approvals.length)}>
        <Count status="needs_you" count={approvals.length} word="waiting for you" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="appearing w-80 rounded-lg border border-line bg-raised p-1 shadow-high">
            <Popover.Title className={`px-3 pt-2 pb-1 font-medium text-sm ${inkOf('needs_you')}`}>
              Waiting for you
            </Popover.Title>
            {approvals.length === 0 ? (
              <p className="px-3 pb-3 text-muted">No gate is closed and no agent has a question.</p>
            ) : (
              <ul className="max-h-80 overflow-auto">
                {approvals.map((approval) => (
                  <li key={approval.id}>
                    <Link
                      to="/runs/$runId"
                      params={{ runId: approval.runId }}
                      search={{ task: approval.taskKey, panel: 'overview' }}
                      onClick={() => setOpen(false)}
                      className="block rounded-md px-3 py-2 hover:bg-hover"
                    >
                      <span className="line-clamp-2 font-medium">{approval.question}</span>
                      <span className="text-muted text-sm">
                        asked <Ago at={approval.postedAt} />
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
