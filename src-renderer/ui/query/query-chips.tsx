import { words } from '#shared/words/words.ts'
import { Fault } from '../controls/field.tsx'
import { formatDay } from '../text/format.ts'
import type { Span } from './date-words.ts'
import { bareDateKey, dateKeys, type Query, type Term, withoutTerm } from './query.ts'
import { QueryChip } from './query-chip.tsx'

interface QueryChipsProps {
  readonly text: string
  readonly query: Query
  readonly onChange: (text: string) => void
}

/** The parsed query: each filter with a button to remove it, and its errors. */
export function QueryChips({ text, query, onChange }: QueryChipsProps) {
  const { terms, span, faults } = query
  if (terms.length === 0) return null
  const isDate = (term: Term) => dateKeys.some((key) => key === term.key) || term.key === bareDateKey
  const others = terms.filter((term) => !isDate(term))
  const dates = terms.filter((term) => isDate(term) && !faults.includes(term))
  return (
    <div className="flex flex-col gap-1">
      <ul aria-label={words.query.active} className="flex flex-wrap gap-1.5">
        {others.map((term) => (
          <QueryChip
            key={`${term.key} ${term.start}`}
            name={term.key}
            value={term.value}
            onRemove={() => onChange(withoutTerm(text, term))}
          />
        ))}
        {dates.length > 0 && (
          <QueryChip
            name=""
            value={wordsOfSpan(span)}
            onRemove={() =>
              onChange(
                dates
                  .toSorted((a, b) => b.start - a.start)
                  .reduce((left, term) => withoutTerm(left, term), text),
              )
            }
          />
        )}
      </ul>
      {faults.map(({ value, start }) => (
        <Fault key={start} text={words.query.badDate(value)} />
      ))}
    </div>
  )
}

const wordsOfSpan = ({ from, to }: Span): string =>
  [
    from === null ? null : words.query.from(formatDay(from)),
    to === null ? null : words.query.until(formatDay(to - 1)),
  ]
    .filter((part) => part !== null)
    .join(' ')
