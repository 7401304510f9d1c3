import { useQuery } from '@tanstack/react-query'
import type { CapView } from '#shared/contract/ledger.ts'
import { formatMoney, type Money } from '#shared/model/money.ts'
import { sumMoney } from '../../entities/money/amount.ts'
import { leftOf } from '../../entities/money/cap-state.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { dayOf, startOfMonth, timeZone } from '../../ui/charts/days.ts'
import { useNow } from '../../ui/hooks/use-now.ts'
import { Tile } from '../../ui/tile.tsx'
import { words } from '../../words/words.ts'

interface TilesProps {
  readonly caps: readonly CapView[]
  readonly held: readonly Money[]
}

/** How things stand, in four numbers. */
export function Tiles({ caps, held }: TilesProps) {
  const { orpc } = useRpc()
  const { id: projectId } = useCurrentProject()
  const now = useNow({ stepMs: 60_000 })
  const month = useQuery(
    orpc.budgets.spending.queryOptions({
      input: {
        ...{ start: startOfMonth(now), timeZone: timeZone() },
        ...(projectId !== null && { projectId }),
      },
    }),
  )
  const today = month.data?.byDay.filter(({ day }) => day === dayOf(now)) ?? []
  const left = leftOf(caps)
  const { money } = words
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile title={money.today} about={money.movements(countOf(today))}>
        <Amounts of={sumMoney(today)} />
      </Tile>
      <Tile title={money.month} about={money.movements(countOf(month.data?.total ?? []))}>
        <Amounts of={month.data?.total ?? []} />
      </Tile>
      <Tile title={money.held} about={money.heldAbout}>
        <Amounts of={held} />
      </Tile>
      <Tile
        title={money.left}
        about={left.count === 0 ? money.noCap : money.leftAbout(left.count, left.kind)}
      >
        {left.count === 0 ? <span className="text-muted">–</span> : <Amounts of={left.amounts} />}
      </Tile>
    </dl>
  )
}

const countOf = (sums: readonly { readonly count: number }[]): number =>
  sums.reduce((sum, { count }) => sum + count, 0)

/** Amounts of several currencies, one below the other: they are never added up. */
function Amounts({ of }: { of: readonly Money[] }) {
  if (of.length === 0) return <span className="text-muted">{words.money.nothing}</span>
  return of.map((money) => (
    <span key={money.currency} className="tabular block">
      {formatMoney(money)}
    </span>
  ))
}
