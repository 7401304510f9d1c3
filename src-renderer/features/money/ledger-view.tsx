import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Coins, FilterX } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import type { LedgerLine, Spending } from '#shared/contract/ledger.ts'
import { type Transaction, transactionKinds } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { AgentName } from '../../entities/agents/agent-name.tsx'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { ChoiceField, TextField } from '../../ui/controls/field.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { type Column, DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote, NoMatch, Skeleton } from '../../ui/notes.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { formatInstant } from '../../ui/text/format.ts'
import { changed, filterOf, isFiltered, type MoneySearch } from './money-search.ts'

const pageSize = 200

/** All ledger lines, newest first. The next page loads before the end of the list is reached. */
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
  // An empty list cannot be scrolled to its end, so keep loading pages until a line matches.
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
        <NoMatch title={money.noMatch} clear={money.clear} onClear={onClear} />
      ) : (
        <EmptyNote icon={Coins} title={money.noLines}>
          {money.noLinesAbout}
        </EmptyNote>
      )}
    </div>
  )
}

const { columns: titles, kinds } = words.money

const inks: Record<Transaction['kind'], string> = {
  settle: 'font-medium',
  reserve: 'text-muted',
  release: 'text-muted',
  overrun: 'font-medium text-failed',
}

const linkClass = 'text-accent underline-offset-2 hover:underline'

const all: readonly Column<LedgerLine>[] = [
  {
    key: 'when',
    title: titles.when,
    width: '154px',
    cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{formatInstant(at)}</time>,
  },
  {
    key: 'kind',
    title: titles.kind,
    width: '90px',
    cell: ({ kind }) => (
      <span title={kinds[kind]} className={inks[kind]}>
        {kinds[kind]}
      </span>
    ),
  },
  {
    key: 'task',
    title: titles.task,
    width: 'minmax(120px, 2fr)',
    cell: ({ runId, taskKey, taskTitle }) => (
      <Link
        to="/runs/$runId"
        params={{ runId }}
        search={{ task: taskKey }}
        title={taskTitle ?? taskKey}
        className={linkClass}
        onClick={(event) => event.stopPropagation()}
      >
        {taskTitle ?? taskKey}
      </Link>
    ),
  },
  {
    key: 'run',
    title: titles.run,
    width: 'minmax(100px, 1.5fr)',
    cell: ({ runTitle }) => <span title={runTitle}>{runTitle}</span>,
  },
  {
    key: 'agent',
    title: titles.agent,
    width: 'minmax(80px, 0.8fr)',
    cell: ({ agentId }) => (agentId === null ? <Known text={null} /> : <AgentName id={agentId} />),
  },
  {
    key: 'model',
    title: titles.model,
    width: 'minmax(80px, 0.8fr)',
    cell: ({ model }) => <Known text={model} />,
  },
  {
    key: 'reason',
    title: titles.reason,
    width: 'minmax(124px, 1.2fr)',
    cell: ({ cause, attempt }) => {
      const said = words.money.describeCause(cause, attempt)
      return <span title={said}>{said}</span>
    },
  },
  {
    key: 'amount',
    title: titles.amount,
    width: '92px',
    align: 'end',
    cell: (line) => <span className={inks[line.kind]}>{formatMoney(line)}</span>,
  },
]

/** In a narrow window the run and model columns are omitted; the linked task shows both. */
const ledgerColumnsOf = (isNarrow: boolean): readonly Column<LedgerLine>[] =>
  isNarrow ? all.filter(({ key }) => key !== 'run' && key !== 'model') : all

function Known({ text }: { text: string | null }) {
  return text === null ? <span className="text-faint">–</span> : <span title={text}>{text}</span>
}

interface Option {
  readonly value: string
  readonly label: string
}

const { money } = words
/** Value for "no filter". The empty string is taken: it selects lines without an agent or model. */
const any = '*'

/** Filters of the ledger, with the values that occur in it. */
function LedgerFilters({ search, onSearch }: AddressProps<MoneySearch>) {
  const { orpc } = useRpc()
  const nameOf = useAgentNames()
  const isNarrowed = useCurrentProject().id !== null && search.project === undefined
  const spending = useQuery(orpc.budgets.spending.queryOptions({ input: {} }))
  const caps = useQuery(orpc.budgets.listCaps.queryOptions())
  const projects = (caps.data?.caps ?? []).flatMap(({ key }) =>
    key.startsWith('project:') ? [key.slice('project:'.length)] : [],
  )
  const set = (part: Parameters<typeof changed>[1]) => onSearch(changed(search, part))
  const choose = (
    key: 'run' | 'agent' | 'model' | 'project',
    label: string,
    every: string,
    options: Option[],
  ) => (
    <ChoiceField
      label={label}
      value={search[key] ?? any}
      options={withChosen([{ value: any, label: every }, ...options], search[key])}
      onChange={(value) => set({ [key]: value === any ? undefined : value })}
    />
  )
  const { columns } = money
  return (
    <fieldset className="mb-3 grid grid-cols-[repeat(auto-fill,minmax(126px,1fr))] items-end gap-3">
      <legend className="sr-only">{money.filters}</legend>
      {choose('run', columns.run, money.anyRun, optionsOf(spending.data?.byRun))}
      {!isNarrowed &&
        choose(
          'project',
          columns.project,
          money.anyProject,
          projects.map((value) => ({ value, label: value })),
        )}
      {choose('agent', columns.agent, money.anyAgent, optionsOf(spending.data?.byAgent, nameOf))}
      {choose('model', columns.model, money.anyModel, optionsOf(spending.data?.byModel))}
      <ChoiceField
        label={columns.kind}
        value={search.kind ?? any}
        options={[
          { value: any, label: money.anyKind },
          ...transactionKinds.map((value) => ({ value, label: money.kinds[value] })),
        ]}
        onChange={(value) => set({ kind: transactionKinds.find((kind) => kind === value) })}
      />
      <TextField
        type="date"
        label={money.from}
        value={search.from ?? ''}
        onChange={(value) => set({ from: value || undefined })}
      />
      <TextField
        type="date"
        label={money.to}
        value={search.to ?? ''}
        onChange={(value) => set({ to: value || undefined })}
      />
      {isFiltered(search) && (
        <Button icon={FilterX} onClick={() => onSearch({ view: 'ledger' })}>
          {money.clear}
        </Button>
      )}
    </fieldset>
  )
}

type Sums = Spending['byRun'] | Spending['byAgent']

/** An option for each key; a key that occurs in several currencies is listed once. */
function optionsOf(sums: Sums = [], nameOf: (key: string) => string = String): Option[] {
  const names = new Map<string, string>()
  for (const sum of sums) {
    const name = 'name' in sum ? sum.name : sum.key === null ? money.nobody : nameOf(sum.key)
    names.set(sum.key ?? '', name)
  }
  return [...names].map(([value, label]) => ({ value, label }))
}

/** A value from the address is listed even without payments. */
const withChosen = (options: Option[], chosen: string | undefined): Option[] =>
  chosen === undefined || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }]
