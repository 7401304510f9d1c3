// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a list of options is what this is
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the field, which names the option
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are those of the field
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { IconButton } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { words } from '../../../words/words.ts'

export interface Choice {
  readonly key: string
  readonly title: string
  /** Why it cannot be chosen; null: it can. */
  readonly refusal: string | null
}

interface TaskPickerProps {
  readonly label: string
  readonly chosen: readonly Choice[]
  /** Asked when one looks for something: the best matches, a few dozen at most. */
  readonly find: (typed: string) => readonly Choice[]
  readonly onAdd: (key: string) => void
  readonly onRemove: (key: string) => void
  readonly fault?: string | undefined
}

/** Tasks, chosen by typing a part of their title. */
export function TaskPicker({ label, chosen, find, onAdd, onRemove, fault }: TaskPickerProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = useMemo(() => (isOpen ? find(typed) : []), [isOpen, typed, find])
  const choose = (choice: Choice | undefined) => {
    if (choice === undefined || choice.refusal !== null) return
    onAdd(choice.key)
    setTyped('')
    setAt(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setOpen(true)
      setAt((before) => Math.min(Math.max(0, found.length - 1), Math.max(0, before + step)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(found[at])
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <div className="relative">
      <TextField
        label={label}
        fault={fault}
        above={<Chosen chosen={chosen} onRemove={onRemove} />}
        value={typed}
        onChange={(text) => {
          setTyped(text)
          setOpen(true)
          setAt(0)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        placeholder={words.designer.waits.search}
        role="combobox"
        autoComplete="off"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(isOpen && found[at] !== undefined && { 'aria-activedescendant': `${id}-${at}` })}
      />
      {isOpen && (
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          className="absolute inset-x-0 z-20 mt-1 max-h-60 overflow-auto rounded-lg border border-line bg-raised p-1 shadow-high"
        >
          {found.length === 0 && (
            <li role="option" aria-selected={false} aria-disabled className="px-2 py-1 text-muted">
              {words.designer.waits.none}
            </li>
          )}
          {found.map((choice, index) => (
            <li
              key={choice.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              aria-disabled={choice.refusal !== null}
              // The field must not lose the focus before the click counts.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(choice)}
              onPointerMove={() => setAt(index)}
              className={clsx('cursor-pointer rounded-md px-2 py-1', index === at && 'bg-hover')}
            >
              <span className={clsx('block truncate', choice.refusal !== null && 'text-faint')}>
                {choice.title}
              </span>
              {choice.refusal !== null && (
                <span className="block break-words text-muted text-sm">{choice.refusal}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Chosen({ chosen, onRemove }: Pick<TaskPickerProps, 'chosen' | 'onRemove'>) {
  if (chosen.length === 0) return null
  return (
    <ul className="mb-1.5 flex flex-wrap gap-1.5">
      {[...new Map(chosen.map((each) => [each.key, each])).values()].map(({ key, title }) => (
        <li key={key} className="flex max-w-full items-center rounded-md bg-hover pl-2">
          <span className="min-w-0 truncate" title={title}>
            {title}
          </span>
          <IconButton
            label={words.designer.waits.remove(title)}
            icon={X}
            className="size-7"
            onClick={() => onRemove(key)}
          />
        </li>
      ))}
    </ul>
  )
}
