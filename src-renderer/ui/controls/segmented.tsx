import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'

interface Choice<T extends string> {
  readonly value: T
  readonly label: string
  readonly icon?: LucideIcon
  readonly count?: number
}

/** A segmented control for a few values, such as filters and views. */
export function Segmented<T extends string>(props: {
  label: string
  value: T
  choices: readonly Choice<T>[]
  onChoose: (value: T) => void
}) {
  const { label, value, choices, onChoose } = props
  return (
    <fieldset className="inline-flex shrink-0 rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map(({ value: each, label: word, icon: Icon, count }) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          onClick={() => onChoose(each)}
          className={clsx(
            'inline-flex h-7 items-center gap-1.5 rounded-sm px-2.5 font-medium text-sm transition-colors',
            each === value ? 'bg-raised text-ink shadow-low' : 'text-muted hover:text-ink',
          )}
        >
          {Icon !== undefined && <Icon size={14} aria-hidden className="max-sm:hidden" />}
          {word}
          {count !== undefined && <span className="tabular min-w-[2ch] text-faint">{count}</span>}
        </button>
      ))}
    </fieldset>
  )
}
