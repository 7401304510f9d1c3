import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMoney } from '#shared/model/money.ts'
import { useRpc } from '../../rpc/context.tsx'
import { words } from '../../words/words.ts'

const say = words.shell.strip

/** What was spent since midnight, where money is counted at all. */
export function SpentToday() {
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
