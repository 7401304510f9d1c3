import type { MemoryCounts } from '#shared/model/memory-search.ts'
import { type NameOfAgent, useAgentNames } from '../../entities/agents/agent-names.ts'
import { FacetMenu } from '../../ui/query/facet-menu.tsx'
import { bareDateKey, type Query, valuesOf, withoutTerm, withToggled } from '../../ui/query/query.ts'
import { words } from '../../words/words.ts'
import { keeperOf } from './keeper-of.ts'

interface MemoryFiltersProps {
  readonly text: string
  readonly query: Query
  readonly counts: MemoryCounts | undefined
  readonly onText: (text: string) => void
  /** Null: all of them are counted, or are being counted. */
  readonly onCountAll: (() => void) | null
}

const facets = ['type', 'tag', 'project', 'agent', 'status'] as const
const dates = Object.entries(words.memory.dates).map(([value, word]) => ({ value, word }))

/** What the search can be narrowed down to, and how many entries it finds. */
export function MemoryFilters({ text, query, counts, onText, onCountAll }: MemoryFiltersProps) {
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

/** What is chosen stays in its menu, also where nothing is found of it. */
function withChosen(values: MemoryCounts['facets']['type'], chosen: readonly string[]) {
  const missing = chosen.filter((value) => !values.some((each) => each.value === value))
  return [...values, ...missing.map((value) => ({ value, count: 0 }))]
}
