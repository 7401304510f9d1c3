import { Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { MemoryCounts } from '#shared/model/memory-search.ts'
import { words } from '#shared/words/words.ts'
import { listCommands } from '../../commands/list-commands.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { type NameOfAgent, useAgentNames } from '../../entities/agents/agent-names.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { NarrowedNote } from '../../entities/projects/project-filter-note.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { FacetMenu } from '../../ui/query/facet-menu.tsx'
import { bareDateKey, type Query, valuesOf, withoutTerm, withToggled } from '../../ui/query/query.ts'
import { QueryChips } from '../../ui/query/query-chips.tsx'
import { QueryField } from '../../ui/query/query-field.tsx'
import { EntryPane } from './entry-pane.tsx'
import { ExportMenu } from './export-menu.tsx'
import { MemoryList, useMemoryList } from './memory-list.tsx'
import { keeperOf } from './memory-owner.ts'
import { filterOf, isAnything, type MemorySearch, namesProject, readMemoryQuery } from './memory-search.ts'
import { WriteDialog } from './write-dialog.tsx'

/** Memory search, with the open entry beside the list. */
export function MemoryPage({ search, onSearch }: AddressProps<MemorySearch>) {
  const { q: text = '', entry: chosen = null, against = null } = search
  // Relative dates are resolved once, when the text changes, so that the list does not change every minute.
  const query = useMemo(() => readMemoryQuery(text, Date.now()), [text])
  const project = useCurrentProject()
  const filter = useMemo(() => filterOf(query, project.id), [query, project.id])
  const { found, entries, counts, countAll, goOn } = useMemoryList(filter)
  const [isWriting, setWriting] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const setText = (q: string) => {
    const { q: _, ...rest } = search
    onSearch({ ...rest, ...(q !== '' && { q }) })
  }
  const open = (id: string | null) =>
    onSearch({
      ...(text !== '' && { q: text }),
      ...(id !== null && { entry: id }),
      ...(id !== null && against !== null && { against }),
    })
  const step = (by: number) => {
    const at = entries.findIndex(({ id }) => id === chosen)
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + by))]
    if (next !== undefined) open(next.id)
  }
  const { focusSearch, nextEntry, previousEntry, closeEntry, category } = words.memory
  useCommands([
    ...listCommands({
      ...{ area: 'memory', category, field },
      titles: { search: focusSearch, next: nextEntry, previous: previousEntry, close: closeEntry },
      nothingOpen: chosen === null ? words.memory.choose : null,
      onStep: step,
      onClose: () => open(null),
    }),
    {
      ...{ id: 'memory.write', title: words.memory.write, category, icon: Plus, keys: ['n'] },
      run: () => setWriting(true),
    },
  ])
  return (
    <Page
      title={words.memory.title}
      about={words.memory.about}
      width="full"
      actions={
        <>
          <ExportMenu filter={filter} isEmpty={entries.length === 0} />
          <Button look="primary" icon={Plus} onClick={() => setWriting(true)}>
            {words.memory.write}
          </Button>
        </>
      }
    >
      <div className="@container flex min-h-0 flex-1 flex-col gap-3">
        <QueryField
          label={words.memory.search}
          placeholder={words.memory.placeholder}
          value={text}
          onChange={setText}
          field={field}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
            event.preventDefault()
            step(event.key === 'ArrowDown' ? 1 : -1)
          }}
        />
        {!namesProject(query) && <NarrowedNote />}
        <MemoryFilters text={text} query={query} counts={counts} onText={setText} onCountAll={countAll} />
        <QueryChips text={text} query={query} onChange={setText} />
        <div className="relative flex min-h-0 flex-1 gap-4">
          <MemoryList
            found={found}
            entries={entries}
            chosen={chosen}
            search={search}
            isAnything={isAnything(query) && project.id === null}
            onEnd={goOn}
            onStep={step}
            onClear={() => {
              if (isAnything(query)) project.choose(null)
              else setText('')
            }}
          />
          {chosen !== null && (
            <EntryPane
              id={chosen}
              against={against}
              onClose={() => open(null)}
              onAgainst={(id) =>
                onSearch({
                  ...(text !== '' && { q: text }),
                  entry: chosen,
                  ...(id !== null && { against: id }),
                })
              }
            />
          )}
        </div>
      </div>
      {isWriting && <WriteDialog onClose={() => setWriting(false)} onKept={open} />}
    </Page>
  )
}

interface MemoryFiltersProps {
  readonly text: string
  readonly query: Query
  readonly counts: MemoryCounts | undefined
  readonly onText: (text: string) => void
  /** Null: all matches are counted already, or the full count is running. */
  readonly onCountAll: (() => void) | null
}

const facets = ['type', 'tag', 'project', 'agent', 'status'] as const
const dates = Object.entries(words.memory.dates).map(([value, word]) => ({ value, word }))

/** The filters of the search, and the number of matches. */
function MemoryFilters({ text, query, counts, onText, onCountAll }: MemoryFiltersProps) {
  const nameOf = useAgentNames()
  const toggleDate = (value: string) => {
    const said = query.terms.filter(({ key }) => key === bareDateKey)
    const without = said
      .toSorted((a, b) => b.start - a.start)
      .reduce((left, term) => withoutTerm(left, term), text)
    onText(said.some((term) => term.value === value) ? without : `${without} ${value}`.trim())
  }
  const note = counts === undefined ? null : noteOf(counts)
  const action = onCountAll === null ? null : { label: words.memory.countAll, run: onCountAll }
  const rest = note === null ? null : { note, action }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {facets.map((key) => (
        <FacetMenu
          key={key}
          label={words.memory.facets[key]}
          none={words.memory.noValues}
          values={withChosen(counts?.facets[key] ?? [], valuesOf(query, key)).map((each) => ({
            ...each,
            word: wordOf(key, each.value, nameOf),
          }))}
          chosen={valuesOf(query, key)}
          onToggle={(value) => onText(withToggled(text, query, key, value))}
          rest={rest}
        />
      ))}
      <FacetMenu
        label={words.memory.date}
        none={words.memory.noValues}
        values={dates}
        chosen={valuesOf(query, bareDateKey)}
        onToggle={toggleDate}
      />
      {counts !== undefined && (
        <p role="status" className="tabular ms-auto text-muted text-sm">
          {words.memory.found(counts.counted, counts.isAll)}
        </p>
      )}
      {counts?.isAll === false && onCountAll !== null && (
        <button type="button" className="min-h-6 text-accent text-sm hover:underline" onClick={onCountAll}>
          {words.memory.countAll}
        </button>
      )}
    </div>
  )
}

const noteOf = ({ isAll, isCut, counted }: MemoryCounts): string | null =>
  isAll ? (isCut ? words.memory.mostFrequent : null) : words.memory.countsOf(counted)

function wordOf(facet: (typeof facets)[number], value: string, nameOf: NameOfAgent): string {
  if (facet === 'type') return words.memory.typeName(value)
  if (facet === 'status') return words.memory.statusName(value)
  return facet === 'agent' ? keeperOf(value, nameOf) : value
}

/** Selected values stay in their menu even without a match. */
function withChosen(values: MemoryCounts['facets']['type'], chosen: readonly string[]) {
  const missing = chosen.filter((value) => !values.some((each) => each.value === value))
  return [...values, ...missing.map((value) => ({ value, count: 0 }))]
}
