import { FacetMenu } from '../../ui/query/facet-menu.tsx'
import { bareDateKey, type Query, valuesOf, withoutTerm, withTerm } from '../../ui/query/query.ts'
import { words } from '../../words/words.ts'

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

/** What the decisions can be narrowed down to. */
export function DecisionFilters({ text, query, onText }: DecisionFiltersProps) {
  const toggle = (key: string, value: string) => {
    const term = query.terms.find((each) => each.key === key && each.value === value)
    if (term !== undefined) onText(withoutTerm(text, term))
    else onText(key === bareDateKey ? `${text} ${value}`.trim() : withTerm(text, key, value))
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {menus.map(({ key, label, values }) => (
        <FacetMenu
          key={key}
          label={label}
          none={words.decisions.none}
          values={values}
          chosen={valuesOf(query, key)}
          onToggle={(value) => toggle(key, value)}
        />
      ))}
    </div>
  )
}
