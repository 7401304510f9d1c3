import { clsx } from 'clsx'
import { Ban, CircleAlert, Infinity as NoCap } from 'lucide-react'
import type { CapView } from '#shared/contract/ledger.ts'
import { formatMoney } from '#shared/model/money.ts'
import { amountOf, CapBar, kindOf, nameOfCap } from '../../entities/money/cap-bar.tsx'
import { type CapState, stateOfCap } from '../../entities/money/cap-state.ts'
import type { Column } from '../../ui/lists/data-table.tsx'
import { words } from '../../words/words.ts'

const { columns: titles, kindsOfAccount, capStates } = words.money

const all: readonly Column<CapView>[] = [
  {
    key: 'name',
    title: titles.name,
    width: 'minmax(150px, 2fr)',
    sortBy: nameOfCap,
    cell: (cap) => <span title={nameOfCap(cap)}>{nameOfCap(cap)}</span>,
  },
  {
    key: 'kind',
    title: titles.of,
    width: '64px',
    sortBy: (cap) => kindsOfAccount[kindOf(cap)],
    cell: (cap) => <span className="text-muted">{kindsOfAccount[kindOf(cap)]}</span>,
  },
  {
    key: 'use',
    title: titles.use,
    width: 'minmax(210px, 2fr)',
    sortBy: (cap) => stateOfCap(cap).percent,
    cell: (cap) => (
      <span className="grid grid-cols-2 items-center gap-3">
        <CapBar cap={cap} />
        <CapStateWord cap={cap} state={stateOfCap(cap)} />
      </span>
    ),
  },
  ...(['settledMinor', 'reservedMinor', 'capMinor', 'leftMinor'] as const).map(
    (field): Column<CapView> => ({
      key: field,
      title: {
        settledMinor: titles.spent,
        reservedMinor: titles.held,
        capMinor: titles.cap,
        leftMinor: titles.left,
      }[field],
      width: '104px',
      align: 'end',
      sortBy: (cap) => cap[field],
      cell: (cap) => amountOf(cap[field], cap),
    }),
  ),
]

const narrow = all
  .filter(({ key }) => key !== 'kind' && key !== 'reservedMinor')
  .map((column) => (column.width === '104px' ? { ...column, width: '84px' } : column))

/** Where there is little room, what is held is told by the bar alone. */
export const capColumnsOf = (isNarrow: boolean): readonly Column<CapView>[] => (isNarrow ? narrow : all)

const looks = {
  none: { icon: NoCap, ink: 'text-muted' },
  fine: { icon: null, ink: 'text-muted' },
  near: { icon: CircleAlert, ink: 'text-warning' },
  full: { icon: Ban, ink: 'text-warning' },
  over: { icon: CircleAlert, ink: 'text-failed' },
  closed: { icon: Ban, ink: 'text-failed' },
} as const

function CapStateWord({ cap, state }: { cap: CapView; state: CapState }) {
  const { icon: Icon, ink } = looks[state.name]
  const word = wordOf(cap, state)
  return (
    <span title={word} className={clsx('flex items-center gap-1.5', ink)}>
      {Icon !== null && <Icon size={14} aria-hidden className="shrink-0" />}
      <span className="truncate">{word}</span>
    </span>
  )
}

function wordOf({ currency }: CapView, { name, percent, overMinor }: CapState): string {
  if (name === 'fine' || name === 'near') return capStates[name](percent)
  return name === 'over' ? capStates.over(formatMoney({ amountMinor: overMinor, currency })) : capStates[name]
}
