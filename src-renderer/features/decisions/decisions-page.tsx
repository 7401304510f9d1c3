import { Download } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { DecisionFilter, DecisionPlace } from '#shared/model/decisions/decision-search.ts'
import { words } from '#shared/words/words.ts'
import { listCommands } from '../../commands/list-commands.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { usePagedExport } from '../../entities/files/paged-export.tsx'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { FacetMenu } from '../../ui/query/facet-menu.tsx'
import { bareDateKey, type Query, valuesOf, withToggled } from '../../ui/query/query.ts'
import { QueryChips } from '../../ui/query/query-chips.tsx'
import { QueryField } from '../../ui/query/query-field.tsx'
import { DecisionPane } from './decision-pane.tsx'
import { DecisionsList, useDecisionList } from './decisions-list.tsx'
import { type DecisionsSearch, filterOf, readDecisionsQuery } from './decisions-search.ts'

/** The decision ledger of all runs as a timeline, with an open decision in a side pane. */
export function DecisionsPage({ search, onSearch }: AddressProps<DecisionsSearch>) {
  const { q: text = '', run, number } = search
  const chosen = run === undefined || number === undefined ? null : { runId: run, number: Number(number) }
  const query = useMemo(() => readDecisionsQuery(text, Date.now()), [text])
  const filter = useMemo(() => filterOf(query), [query])
  const { found, decisions, goOn } = useDecisionList(filter)
  const field = useRef<HTMLInputElement>(null)
  const at = decisions.findIndex((each) => each.runId === chosen?.runId && each.number === chosen.number)
  const setText = (q: string) => {
    const { q: _, ...rest } = search
    onSearch({ ...rest, ...(q !== '' && { q }) })
  }
  const close = () => onSearch(text === '' ? {} : { q: text })
  const step = (by: number) => {
    const next = decisions[Math.min(decisions.length - 1, Math.max(0, at + by))]
    if (next !== undefined) {
      onSearch({ ...(text !== '' && { q: text }), run: next.runId, number: String(next.number) })
    }
  }
  useCommands(
    listCommands({
      ...{ area: 'decisions', category: words.decisions.category, titles: words.decisions, field },
      nothingOpen: chosen === null ? words.decisions.choose : null,
      onStep: step,
      onClose: close,
    }),
  )

  return (
    <Page
      title={words.decisions.title}
      about={words.decisions.about}
      width="full"
      actions={<ExportButton filter={filter} isEmpty={decisions.length === 0} />}
    >
      <div className="@container flex min-h-0 flex-1 flex-col gap-3">
        <QueryField
          label={words.decisions.search}
          placeholder={words.decisions.placeholder}
          value={text}
          onChange={setText}
          field={field}
        />
        <DecisionFilters text={text} query={query} onText={setText} />
        <QueryChips text={text} query={query} onChange={setText} />
        <div className="relative flex min-h-0 flex-1 gap-4">
          <DecisionsList
            found={found}
            decisions={decisions}
            shown={at === -1 ? null : at}
            search={search}
            onEnd={goOn}
            onStep={step}
            onClear={() => setText('')}
          />
          {chosen !== null && (
            <DecisionPane key={`${chosen.runId} ${chosen.number}`} {...chosen} onClose={close} />
          )}
        </div>
      </div>
    </Page>
  )
}

const choicesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, word]) => ({ value, word }))

const menus = [
  { key: 'action', label: words.decisions.action, values: choicesOf(words.decisions.actions) },
  { key: 'by', label: words.decisions.who, values: choicesOf(words.decisions.deciders) },
  { key: 'guard', label: words.decisions.guard, values: choicesOf(words.decisions.guardWords) },
  { key: 'mark', label: words.decisions.mark, values: choicesOf(words.decisions.marks) },
  { key: bareDateKey, label: words.decisions.date, values: choicesOf(words.decisions.dates) },
]

interface DecisionFiltersProps {
  readonly text: string
  readonly query: Query
  readonly onText: (text: string) => void
}

function DecisionFilters({ text, query, onText }: DecisionFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {menus.map(({ key, label, values }) => (
        <FacetMenu
          key={key}
          label={label}
          none={words.decisions.none}
          values={values}
          chosen={valuesOf(query, key)}
          onToggle={(value) => onText(withToggled(text, query, key, value))}
        />
      ))}
    </div>
  )
}

/** Exports the found decisions with their prompts, responses and marks as JSON lines. */
function ExportButton({ filter, isEmpty }: { filter: DecisionFilter; isEmpty: boolean }) {
  const { client } = useRpc()
  const { progress, start } = usePagedExport(words.decisions)
  const save = () =>
    void start(async () => ({
      name: 'decisions.jsonl',
      mediaType: 'application/jsonl',
      pages: readLines(client, filter),
    }))
  useCommands([
    {
      id: 'decisions.export',
      title: words.decisions.export,
      category: words.decisions.category,
      icon: Download,
      disabled: isEmpty ? words.decisions.noMatch : null,
      run: save,
    },
  ])
  return (
    progress || (
      <Button icon={Download} disabled={isEmpty} onClick={save}>
        {words.decisions.export}
      </Button>
    )
  )
}

async function* readLines(client: Client, filter: DecisionFilter) {
  for (let below: DecisionPlace | null = null; ; ) {
    const page: { decisions: readonly object[]; next: DecisionPlace | null } =
      await client.goals.exportDecisions({ filter, below, limit: 100 })
    yield page.decisions.map((each) => `${JSON.stringify(each)}\n`)
    if (page.next === null) return
    below = page.next
  }
}
