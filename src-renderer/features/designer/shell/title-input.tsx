import { clsx } from 'clsx'
import type { KeyboardEvent } from 'react'

interface TitleInputProps {
  readonly label: string
  readonly title: string
  /** It was changed, and is not empty. */
  readonly onLeave: (title: string) => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly className?: string
}

/** A title that can be written over where it stands; what is typed counts when the field is left. */
export function TitleInput({ label, title, onLeave, onKeyDown, className }: TitleInputProps) {
  const take = (input: HTMLInputElement) => {
    const next = input.value.trim()
    if (next === '') input.value = title
    else if (next !== title) onLeave(next)
  }
  return (
    <input
      // Another title, mended or taken back, is another field.
      key={title}
      aria-label={label}
      defaultValue={title}
      maxLength={500}
      onBlur={(event) => take(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        onKeyDown?.(event)
      }}
      className={clsx(
        '-ms-1.5 w-full min-w-0 truncate rounded-sm bg-transparent px-1.5 py-0.5 text-ink hover:bg-hover focus:bg-surface',
        className,
      )}
    />
  )
}
