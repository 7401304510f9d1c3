import { Popover } from '@base-ui/react/popover'
import { CircleAlert, CircleHelp, Filter } from 'lucide-react'
import { type RefObject, useId, useMemo } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { QueryChip } from '../../../query/query-chip.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { FindField } from '../../../ui/find-field.tsx'
import { words } from '../../../words/words.ts'
import { parseQuery, withoutTerm } from './query.ts'
import { suggest } from './suggest.ts'

interface FilterBarProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly matched: ReadonlySet<string> | null
  readonly field: RefObject<HTMLInputElement | null>
}

const says = words.run.filter

/** What is written to see fewer tasks, and each condition of it as a chip. */
export function FilterBar({ text, onText, matched, field }: FilterBarProps) {
  const tasks = useRun((state) => state.tasks)
  const listId = useId()
  const terms = parseQuery(text)
  const unknown = terms.find((term) => term.kind === 'unknown')
  return (
    <search className="flex min-w-56 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5">
      <div className="flex min-w-56 max-w-md flex-1">
        <FindField
          {...{ field, list: listId, label: says.label, placeholder: says.placeholder, icon: Filter }}
          isCode
          value={text}
          onChange={onText}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Escape') currentTarget.blur()
          }}
        />
        <Suggestions id={listId} text={text} tasks={tasks} />
        <FilterHelp onChoose={onText} />
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
      {matched !== null && (
        <span role="status" className="tabular text-muted text-sm">
          {says.found(matched.size, tasks.size)}
        </span>
      )}
      {unknown?.kind === 'unknown' && (
        <span className="flex items-center gap-1.5 text-sm text-warning">
          <CircleAlert size={14} aria-hidden className="shrink-0" />
          {says.noField(unknown.field)}
        </span>
      )}
    </search>
  )
}

function Suggestions({
  id,
  text,
  tasks,
}: {
  id: string
  text: string
  tasks: ReadonlyMap<string, TaskView>
}) {
  const offered = useMemo(() => suggest(text, tasks), [text, tasks])
  return (
    <datalist id={id}>
      {offered.map((each) => (
        <option key={each} value={each} />
      ))}
    </datalist>
  )
}

function FilterHelp({ onChoose }: { onChoose: (text: string) => void }) {
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton label={says.help} icon={CircleHelp} />} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-40">
          <Popover.Popup className="rounded-lg border border-line bg-raised p-2 shadow-high">
            <Popover.Title className="px-2 py-1 font-medium text-faint text-sm">{says.help}</Popover.Title>
            <ul>
              {says.examples.map(({ text, means }) => (
                <li key={text}>
                  <Popover.Close
                    render={
                      <button
                        type="button"
                        className="flex w-full items-baseline gap-4 rounded-md px-2 py-1.5 text-left hover:bg-hover"
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
