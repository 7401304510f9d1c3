import { useQuery } from '@tanstack/react-query'
import { Download, ListOrdered, Plus } from 'lucide-react'
import { useState } from 'react'
import type { CapView } from '#shared/contract/ledger.ts'
import type { Money } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { usePagedExport } from '../../entities/files/paged-export.tsx'
import { sumMoney } from '../../entities/money/amount.ts'
import { CapDialog } from '../../entities/money/cap-dialog.tsx'
import { leftOf, moneyOfProject } from '../../entities/money/cap-state.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { NarrowedNote } from '../../entities/projects/project-filter-note.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { dayOf, startOfMonth, timeZone } from '../../ui/charts/days.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { Tile } from '../../ui/tile.tsx'
import { CapsSection } from './caps-section.tsx'
import { ledgerHead, readLedger } from './ledger-csv.ts'
import { LedgerView } from './ledger-view.tsx'
import { filterOf, type MoneySearch } from './money-search.ts'
import { SpendingSection } from './spending-section.tsx'
import { TopUps } from './top-ups.tsx'

const { money } = words

/** Caps and their remaining amounts, spending by category, and the ledger. */
export function MoneyPage({ search, onSearch }: AddressProps<MoneySearch>) {
  const { client, orpc } = useRpc()
  const view = search.view ?? 'overview'
  const { id: projectId } = useCurrentProject()
  const { progress, start } = usePagedExport(money)
  const filter = filterOf(view === 'ledger' ? search : {}, projectId)
  const save = () =>
    void start(async () => ({
      ...{ name: 'ledger.csv', mediaType: 'text/csv', head: ledgerHead },
      pages: readLedger(filter, (input) => client.budgets.ledger(input)),
    }))
  const [edited, setEdited] = useState<CapView | 'new' | null>(null)
  const caps = useQuery(orpc.budgets.listCaps.queryOptions())
  const here = caps.data === undefined ? undefined : moneyOfProject(caps.data, projectId)
  useCommands([
    {
      ...{ id: 'money.setCap', title: money.setCap, category: money.category, icon: Plus, keys: ['n'] },
      run: () => setEdited('new'),
    },
    {
      ...{ id: 'money.export', title: money.exportCsv, category: money.category, icon: Download },
      run: save,
    },
    {
      ...{
        id: 'money.ledger',
        title: money.ledger,
        category: money.category,
        icon: ListOrdered,
        keys: ['v'],
      },
      run: () => onSearch(view === 'ledger' ? {} : { view: 'ledger' }),
    },
  ])
  return (
    <Page
      title={words.shell.money}
      about={money.about}
      width={view === 'ledger' ? 'full' : 'wide'}
      actions={
        <>
          <Segmented
            label={money.view}
            value={view}
            choices={[
              { value: 'overview', label: money.overview },
              { value: 'ledger', label: money.ledger },
            ]}
            onChoose={(next) => onSearch(next === 'ledger' ? { view: next } : {})}
          />
          {progress || (
            <Button icon={Download} onClick={save}>
              {money.exportCsv}
            </Button>
          )}
        </>
      }
    >
      {search.project === undefined && <NarrowedNote />}
      {view === 'ledger' ? (
        <LedgerView search={search} onSearch={onSearch} />
      ) : caps.isError || here === undefined ? (
        <Unfetched query={caps} lines={6} />
      ) : (
        <div className="flex flex-col gap-6">
          <Tiles caps={here.caps} held={here.held} />
          <TopUps caps={here.caps} isNarrowed={projectId !== null} />
          <CapsSection caps={here.caps} onEdit={(cap) => setEdited(cap ?? 'new')} />
          <SpendingSection onSearch={onSearch} />
        </div>
      )}
      {edited !== null && (
        <CapDialog cap={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Page>
  )
}

/** Key figures: spent today, spent this month, reserved, left. */
function Tiles({ caps, held }: { readonly caps: readonly CapView[]; readonly held: readonly Money[] }) {
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

/** Amounts in several currencies, one per line. Amounts of different currencies are never added. */
function Amounts({ of }: { of: readonly Money[] }) {
  if (of.length === 0) return <span className="text-muted">{words.money.nothing}</span>
  return of.map((money) => (
    <span key={money.currency} className="tabular block">
      {formatMoney(money)}
    </span>
  ))
}
