import { X } from 'lucide-react'
import { words } from '#shared/words/words.ts'

interface QueryChipProps {
  /** Empty: only the value is shown. */
  readonly name: string
  readonly value: string
  readonly onRemove: () => void
}

/** A condition of the search, with a button to remove it. */
export function QueryChip({ name, value, onRemove }: QueryChipProps) {
  const said = name === '' ? value : `${name} ${value}`
  return (
    <li className="inline-flex max-w-full items-center rounded-md bg-accent-soft ps-2 text-sm">
      {name !== '' && <span className="me-1 shrink-0 text-muted">{name}</span>}
      <span className="min-w-0 truncate font-medium text-accent" title={value}>
        {value}
      </span>
      <button
        type="button"
        aria-label={words.query.remove(said)}
        title={words.query.remove(said)}
        onClick={onRemove}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:text-ink"
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  )
}
