import { clsx } from 'clsx'
import { Ban, CircleAlert, Coins, Infinity as NoCap, Plus } from 'lucide-react'
import { z } from 'zod'
import type { CapView } from '#shared/contract/ledger.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { amountOf, CapBar, kindOf, nameOfCap } from '../../entities/money/cap-bar.tsx'
import { type CapState, isLive, stateOfCap } from '../../entities/money/cap-state.ts'
import { usePreference } from '../../stores/preference.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { type Column, DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote } from '../../ui/notes.tsx'

interface CapsSectionProps {
  readonly caps: readonly CapView[]
  /** Null: create a cap. */
  readonly onEdit: (cap: CapView | null) => void
}

const shownRows = 8
const rowHeight = 36

/** Accounts with a cap and their use. Clicking a cap edits it, also during a run. */
export function CapsSection({ caps, onEdit }: CapsSectionProps) {
  const [which, setWhich] = usePreference('money.caps', z.enum(['live', 'all']), 'live')
  const shown = which === 'all' ? caps : caps.filter(isLive)
  const isNarrow = useIsNarrow(1120)
  const { money } = words
  return (
    <section aria-label={money.caps}>
      <div className="mb-2 flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1">
          <h2 className="font-semibold text-lg">{money.caps}</h2>
          <p className="text-muted">{money.capsAbout}</p>
        </div>
        {caps.length > 0 && (
          <Segmented
            label={money.which}
            value={which}
            choices={[
              { value: 'live', label: money.live },
              { value: 'all', label: money.all },
            ]}
            onChoose={setWhich}
          />
        )}
        <Button icon={Plus} onClick={() => onEdit(null)}>
          {money.setCap}
        </Button>
      </div>
      {caps.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyNote icon={Coins} title={money.noCaps}>
            {money.noCapsAbout}
          </EmptyNote>
        </div>
      ) : shown.length === 0 ? (
        <p className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-muted">
          {money.noLiveCaps}
          <Button onClick={() => setWhich('all')}>{money.showAll}</Button>
        </p>
      ) : (
        <div className="flex min-h-0 flex-col" style={{ maxHeight: (shownRows + 1) * rowHeight + 2 }}>
          <DataTable
            label={money.caps}
            columns={capColumnsOf(isNarrow)}
            rows={shown}
            rowKey={({ key }) => key}
            onOpen={onEdit}
            firstSorting={{ key: 'use', isDown: true }}
          />
        </div>
      )}
    </section>
  )
}

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

/** In a narrow window the reserved amount has no column; only the bar shows it. */
const capColumnsOf = (isNarrow: boolean): readonly Column<CapView>[] => (isNarrow ? narrow : all)

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
