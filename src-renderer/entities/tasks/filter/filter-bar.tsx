import { Popover } from '@base-ui/react/popover'
import { CircleAlert, CircleHelp, Filter } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId, useMemo } from 'react'
import { words } from '#shared/words/words.ts'
import { IconButton } from '../../../ui/controls/button.tsx'
import { FindField } from '../../../ui/controls/find-field.tsx'
import { QueryChip } from '../../../ui/query/query-chip.tsx'
import { type FilterSubject, parseQuery, suggest, withoutTerm } from './query.ts'

interface FilterBarProps<T> {
  readonly text: string
  readonly onText: (text: string) => void
  readonly tasks: ReadonlyMap<string, T>
  readonly subject: FilterSubject<T>
  /** Placeholder of the empty field. */
  readonly placeholder: string
  readonly examples: readonly Example[]
  /** Text with the number of matches; null without a filter. */
  readonly found: string | null
  readonly field: RefObject<HTMLInputElement | null>
  /** Absent: Escape in the empty field removes the focus. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
}

interface Example {
  readonly text: string
  readonly means: string
}

const says = words.query.tasks

/** The text field of a filter, with a chip for each condition. */
export function FilterBar<T>(props: FilterBarProps<T>) {
  const { text, onText, tasks, subject, placeholder, examples, found, field } = props
  const { onKeyDown = leaveOnEscape } = props
  const listId = useId()
  const terms = parseQuery(text, subject.fields)
  const unknown = terms.find((term) => term.kind === 'unknown')
  return (
    <search className="flex min-w-56 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5">
      <div className="flex min-w-56 max-w-md flex-1">
        <FindField
          {...{ field, list: listId, label: says.label, placeholder, icon: Filter, onKeyDown }}
          isCode
          value={text}
          onChange={onText}
        />
        <Suggestions {...{ id: listId, text, tasks, subject }} />
        <FilterHelp examples={examples} onChoose={onText} />
      </div>
      {terms.length > 1 && (
        <ul className="flex flex-wrap gap-1.5">
          {terms.map((term, at) => (
            <QueryChip
              // biome-ignore lint/suspicious/noArrayIndexKey: one word may stand twice
              key={`${term.source} ${at}`}
              name=""
              value={term.source}
              onRemove={() => onText(withoutTerm(terms, at))}
            />
          ))}
        </ul>
      )}
      <span role="status" className="tabular min-w-0 truncate text-muted text-sm empty:hidden">
        {found}
      </span>
      {unknown?.kind === 'unknown' && (
        <span className="flex items-center gap-1.5 text-sm text-warning">
          <CircleAlert size={14} aria-hidden className="shrink-0" />
          {says.noField(unknown.field, subject.fields)}
        </span>
      )}
    </search>
  )
}

const leaveOnEscape = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
  if (key === 'Escape') currentTarget.blur()
}

type Suggested<T> = Pick<FilterBarProps<T>, 'text' | 'tasks' | 'subject'> & { readonly id: string }

function Suggestions<T>({ id, text, tasks, subject }: Suggested<T>) {
  const offered = useMemo(() => suggest(text, tasks.values(), subject), [text, tasks, subject])
  return (
    <datalist id={id}>
      {offered.map((each) => (
        <option key={each} value={each} />
      ))}
    </datalist>
  )
}

interface FilterHelpProps {
  readonly examples: readonly Example[]
  readonly onChoose: (text: string) => void
}

function FilterHelp({ examples, onChoose }: FilterHelpProps) {
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton label={says.help} icon={CircleHelp} />} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-40">
          <Popover.Popup className="rounded-lg border border-line bg-raised p-2 shadow-high">
            <Popover.Title className="px-2 py-1 font-medium text-faint text-sm">{says.help}</Popover.Title>
            <ul>
              {examples.map(({ text, means }) => (
                <li key={text}>
                  <Popover.Close
                    render={
                      <button
                        type="button"
                        className="flex w-full items-baseline gap-4 rounded-md px-2 py-1.5 text-start hover:bg-hover"
                        onClick={() => onChoose(text)}
                      >
                        <code className="min-w-44 font-mono text-sm">{text}</code>
                        <span className="text-muted">{means}</span>
                      </button>
                    }
                  />
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
