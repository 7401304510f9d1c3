import { clsx } from 'clsx'
import type { CapView } from '#shared/contract/ledger.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { partsOfCap, stateOfCap } from './cap-state.ts'

export const kindOf = ({ key }: CapView): keyof typeof words.money.kindsOfAccount =>
  key.startsWith('project:') ? 'project' : key.startsWith('run:') ? 'run' : 'branch'

export const nameOfCap = (cap: CapView): string =>
  kindOf(cap) === 'branch' && cap.run !== null ? words.money.groupOf(cap.name, cap.run.title) : cap.name

export const amountOf = (amountMinor: number | null, { currency }: CapView): string =>
  amountMinor === null ? '–' : formatMoney({ amountMinor, currency })

/** Bar of the spent and reserved share of a cap. */
export function CapBar({ cap }: { cap: CapView }) {
  const { spent, held } = partsOfCap(cap)
  const { name } = stateOfCap(cap)
  const said = words.money.bar(
    amountOf(cap.settledMinor, cap),
    amountOf(cap.reservedMinor, cap),
    amountOf(cap.leftMinor, cap),
  )
  if (cap.capMinor === null) return <span className="text-faint">–</span>
  const isTight = name !== 'fine'
  return (
    <div
      role="img"
      aria-label={said}
      title={said}
      className="flex h-2 w-full overflow-hidden rounded-full bg-hover"
    >
      <div className={isTight ? 'bg-warning' : 'bg-running'} style={{ width: `${spent}%` }} />
      <div
        className={clsx('opacity-50', isTight ? 'bg-warning' : 'bg-running')}
        style={{ width: `${held}%` }}
      />
    </div>
  )
}
