import { useInfiniteQuery } from '@tanstack/react-query'
import { Coins, SearchX } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote, Skeleton } from '../../ui/notes.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'
import { ledgerColumnsOf } from './ledger-columns.tsx'
import { LedgerFilters } from './ledger-filters.tsx'
import { filterOf, isFiltered, type MoneySearch } from './money-search.ts'

const pageSize = 200

/** Every movement of money, newest first; the next page is read before the last one ends. */
export function LedgerView({ search, onSearch }: AddressProps<MoneySearch>) {
  const { orpc } = useRpc()
  const { id: projectId } = useCurrentProject()
  const filter = filterOf(search, projectId)
  const isNarrow = useIsNarrow(1120)
  const ledger = useInfiniteQuery(
    orpc.budgets.ledger.infiniteOptions({
      input: (before: string | null) => ({ ...filter, limit: pageSize, ...(before !== null && { before }) }),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
    }),
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = ledger
  const lines = ledger.data?.pages.flatMap((page) => page.lines) ?? []
  const lookedTo = ledger.data?.pages.at(-1)?.lookedTo ?? null
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  // A list without a line has no end that could be scrolled to.
  const isLooking = lines.length === 0 && hasNextPage
  useEffect(() => {
    if (isLooking) goOn()
  }, [isLooking, goOn])
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <LedgerFilters search={search} onSearch={onSearch} />
      <Fetched query={ledger} lines={6}>
        {() => (
          <div className="flex min-h-80 flex-1 flex-col">
            <p role="status" className="text-muted text-sm">
              {isFetchingNextPage && lookedTo !== null && words.money.looking(formatInstant(lookedTo))}
            </p>
            <DataTable
              label={words.money.ledgerLabel}
              columns={ledgerColumnsOf(isNarrow)}
              rows={lines}
              rowKey={({ cursor }) => cursor}
              onEnd={goOn}
              empty={
                isLooking ? (
                  <Skeleton lines={6} />
                ) : (
                  <NoLines isNarrowed={isFiltered(search)} onClear={() => onSearch({ view: 'ledger' })} />
                )
              }
            />
          </div>
        )}
      </Fetched>
    </div>
  )
}

function NoLines({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  const { money } = words
  return (
    <div className="rounded-lg border border-line bg-surface">
      {isNarrowed ? (
        <EmptyNote
          icon={SearchX}
          title={money.noMatch}
          action={<Button onClick={onClear}>{money.clear}</Button>}
        />
      ) : (
        <EmptyNote icon={Coins} title={money.noLines}>
          {money.noLinesAbout}
        </EmptyNote>
      )}
    </div>
  )
}
