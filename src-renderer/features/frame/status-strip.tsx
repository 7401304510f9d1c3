import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { useEffect } from 'react'
import { formatMoney } from '#shared/model/money.ts'
import { useWaiting } from '../../entities/approvals/use-waiting.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { setBadge } from '../../host/current-host.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { StatusIcon } from '../../ui/status-badge.tsx'
import type { StatusName } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'
import { WaitingForYou } from './waiting-for-you.tsx'

const say = words.shell.strip

const dayMayEndMs = 15_000

/** How things stand, on every screen: each count leads to what it counts. */
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
  useEffect(() => setBadge(all.length), [all.length])
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

/** What was spent since midnight, where money is counted at all. */
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
