import { useQuery } from '@tanstack/react-query'
import { FilterX } from 'lucide-react'
import type { Spending } from '#shared/contract/ledger.ts'
import { transactionKinds } from '#shared/model/money.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { ChoiceField, TextField } from '../../ui/controls/field.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { words } from '../../words/words.ts'
import { changed, isFiltered, type MoneySearch } from './money-search.ts'

interface Option {
  readonly value: string
  readonly label: string
}

const { money } = words
/** In place of nothing chosen: an empty text asks for lines where nobody is known. */
const any = '*'

/** What the ledger is narrowed to; offered is what it has. */
export function LedgerFilters({ search, onSearch }: AddressProps<MoneySearch>) {
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

/** Each once, however many currencies it was paid in. */
function optionsOf(sums: Sums = [], nameOf: (key: string) => string = String): Option[] {
  const names = new Map<string, string>()
  for (const sum of sums) {
    const name = 'name' in sum ? sum.name : sum.key === null ? money.nobody : nameOf(sum.key)
    names.set(sum.key ?? '', name)
  }
  return [...names].map(([value, label]) => ({ value, label }))
}

/** What an address asks for is shown, also where nothing was ever spent on it. */
const withChosen = (options: Option[], chosen: string | undefined): Option[] =>
  chosen === undefined || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }]
