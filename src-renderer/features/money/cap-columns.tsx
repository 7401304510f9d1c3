import { clsx } from 'clsx'
import { Ban, Check, CircleAlert, Infinity as NoCap } from 'lucide-react'
import type { CapView } from '#shared/contract/ledger.ts'
import { formatMoney } from '#shared/model/money.ts'
import type { Column } from '../../ui/data-table.tsx'
import { words } from '../../words/words.ts'
import { type CapState, partsOfCap, stateOfCap } from './cap-state.ts'

const { columns: titles, kindsOfAccount, capStates } = words.money

const kindOf = ({ key }: CapView): keyof typeof kindsOfAccount =>
  key.startsWith('project:') ? 'project' : key.startsWith('run:') ? 'run' : 'branch'

export const nameOfCap = (cap: CapView): string =>
  kindOf(cap) === 'branch' && cap.run !== null ? words.money.groupOf(cap.name, cap.run.title) : cap.name

const amountOf = (amountMinor: number | null, { currency }: CapView): string =>
  amountMinor === null ? '–' : formatMoney({ amountMinor, currency })

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

/** Spent and held on the length of the cap. */
function CapBar({ cap }: { cap: CapView }) {
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

const looks = {
  none: { icon: NoCap, ink: 'text-muted' },
  fine: { icon: Check, ink: 'text-muted' },
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
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className="truncate">{word}</span>
    </span>
  )
}

function wordOf({ currency }: CapView, { name, percent, overMinor }: CapState): string {
  if (name === 'fine' || name === 'near') return capStates[name](percent)
  return name === 'over' ? capStates.over(formatMoney({ amountMinor: overMinor, currency })) : capStates[name]
}
