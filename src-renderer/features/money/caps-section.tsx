import { Coins, Plus } from 'lucide-react'
import { z } from 'zod'
import type { CapView } from '#shared/contract/ledger.ts'
import { isLive } from '../../entities/money/cap-state.ts'
import { usePreference } from '../../stores/preference.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { capColumnsOf } from './cap-columns.tsx'

interface CapsSectionProps {
  readonly caps: readonly CapView[]
  /** Null: a new one. */
  readonly onEdit: (cap: CapView | null) => void
}

const shownRows = 8
const rowHeight = 36

/** What has a cap and how much of it is used; a click changes it, also while its run goes on. */
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
