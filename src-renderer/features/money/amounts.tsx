import { formatMoney, type Money } from '#shared/model/money.ts'
import { words } from '../../words/words.ts'

/** Amounts of several currencies, one below the other: they are never added up. */
export function Amounts({ of }: { of: readonly Money[] }) {
  if (of.length === 0) return <span className="text-muted">{words.money.nothing}</span>
  return of.map((money) => (
    <span key={money.currency} className="tabular block">
      {formatMoney(money)}
    </span>
  ))
}
