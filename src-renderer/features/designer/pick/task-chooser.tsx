import { Search } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { KeyCaps } from '../../../commands/key-caps.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { words } from '../../../words/words.ts'
import { linesOf } from '../clipboard/lines.ts'
import { type Choice, findChoices } from './find-choices.ts'
import { TaskChoice } from './task-choice.tsx'

const says = words.taskKinds

/** The field and what it finds, as a combobox with its list. */
export function TaskChooser({ onChoose }: { onChoose: (choice: Choice) => void }) {
  const tasks = usePlanDocument(({ document }) => document.tasks)
  const [typed, setTyped] = useState('')
  const [lines, setLines] = useState<readonly string[]>([])
  const [at, setAt] = useState(0)
  const choices = useMemo(() => findChoices(typed, lines, tasks), [typed, lines, tasks])
  const active = choices[Math.min(at, choices.length - 1)]
  const listId = useId()
  const idOf = ({ id }: Choice) => `${listId}-${id.replaceAll(' ', '-')}`
  const activeId = active === undefined ? undefined : idOf(active)
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((at + step + choices.length) % choices.length)
    else if (event.key === 'Enter' && active !== undefined) onChoose(active)
    else return
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = linesOf(event.clipboardData.getData('text/plain'))
    // A field of one line would make one word of them.
    if (pasted.length < 2) return
    event.preventDefault()
    setLines(pasted)
    setTyped(pasted.join(', '))
    setAt(0)
  }
  const groups = Map.groupBy(choices, ({ group }) => group)
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-3 border-line border-b px-4">
        <Search size={16} aria-hidden className="shrink-0 text-muted" />
        <input
          type="text"
          role="combobox"
          aria-label={says.search}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={activeId}
          placeholder={says.search}
          autoComplete="off"
          maxLength={500}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            setLines([])
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
      </div>
      <div id={listId} role="listbox" aria-label={says.add} className="min-h-0 flex-1 overflow-auto p-1.5">
        {[...groups].map(([group, inside]) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own
          <div key={group} role="group" aria-label={says.groups[group]}>
            {group !== 'begin' && (
              <p aria-hidden className="px-2.5 pt-2 pb-1 font-medium text-muted text-xs">
                {says.groups[group]}
              </p>
            )}
            {inside.map((choice) => (
              <TaskChoice
                key={choice.id}
                id={idOf(choice)}
                choice={choice}
                isActive={choice === active}
                onPoint={() => setAt(choices.indexOf(choice))}
                onChoose={() => onChoose(choice)}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-1.5 text-muted text-xs">
        <p className="min-w-0 flex-1">{says.hint}</p>
        <p className="inline-flex items-center gap-1.5 max-sm:hidden">
          <KeyCaps keys="Enter" /> {says.choose}
        </p>
        <p className="inline-flex items-center gap-1.5 max-sm:hidden">
          <KeyCaps keys="Escape" /> {says.close}
        </p>
      </div>
    </>
  )
}
