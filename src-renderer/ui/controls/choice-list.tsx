// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a list of options is what this is
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the field, which names the option
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are those of the field
import { clsx } from 'clsx'
import { type KeyboardEvent, type ReactNode, useState } from 'react'

interface ListedChoice {
  readonly key: string
  readonly title: string
  /** Second line: why the choice is disabled, or how it differs from others with the same title. */
  readonly note: string | null
  readonly isOff: boolean
}

interface ChoiceListProps {
  readonly id: string
  readonly label: string
  readonly choices: readonly ListedChoice[]
  readonly at: number
  /** Text if there are no choices. */
  readonly none: string
  /** The note about items that are not listed. */
  readonly foot?: ReactNode
  readonly onPoint: (at: number) => void
  readonly onChoose: (at: number) => void
}

/** A list of choices below a field that filters it. */
export function ChoiceList({ id, label, choices, at, none, foot, onPoint, onChoose }: ChoiceListProps) {
  return (
    <div className="absolute inset-x-0 z-20 mt-1 rounded-lg border border-line bg-raised shadow-high">
      <ul id={`${id}-list`} role="listbox" aria-label={label} className="max-h-60 overflow-auto p-1">
        {choices.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled className="px-2 py-1 text-muted">
            {none}
          </li>
        )}
        {choices.map(({ key, title, note, isOff }, index) => (
          <li
            key={key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            aria-disabled={isOff}
            // Keep the focus in the field, otherwise the list closes before the click.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(index)}
            onPointerMove={() => onPoint(index)}
            ref={index === at ? (line) => line?.scrollIntoView({ block: 'nearest' }) : undefined}
            className={clsx('cursor-pointer rounded-md px-2 py-1', index === at && 'bg-hover')}
          >
            <span className={clsx('block truncate', isOff && 'text-faint')} title={title}>
              {title}
            </span>
            {note !== null && <span className="block break-words text-muted text-sm">{note}</span>}
          </li>
        ))}
      </ul>
      {foot}
    </div>
  )
}

interface ChoiceKeys {
  readonly id: string
  readonly isOpen: boolean
  readonly count: number
  readonly onOpen: (isOpen: boolean) => void
  readonly onChoose: (at: number) => void
}

/** State of the active option and the field's keys that move it. */
export function useChoiceList({ id, isOpen, count, onOpen, onChoose }: ChoiceKeys) {
  const [pointed, setAt] = useState(0)
  const at = Math.max(0, Math.min(pointed, count - 1))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      onOpen(true)
      setAt(Math.min(Math.max(0, count - 1), Math.max(0, at + step)))
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      if (at < count) onChoose(at)
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      onOpen(false)
    }
  }
  return {
    at,
    setAt,
    onKeyDown,
    field: {
      role: 'combobox',
      autoComplete: 'off',
      'aria-expanded': isOpen,
      'aria-controls': `${id}-list`,
      'aria-autocomplete': 'list',
      ...(isOpen && at < count && { 'aria-activedescendant': `${id}-${at}` }),
    },
  } as const
}
