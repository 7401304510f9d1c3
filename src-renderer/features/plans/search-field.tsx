import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { words } from '../../words/words.ts'

interface SearchFieldProps {
  readonly ref: Ref<HTMLInputElement>
  readonly value: string
  readonly onChange: (value: string) => void
}

export function SearchField({ ref, value, onChange }: SearchFieldProps) {
  return (
    <label className="relative block min-w-40 max-w-80 flex-1 max-sm:max-w-full">
      <span className="sr-only">{words.plans.search}</span>
      <Search size={14} aria-hidden className="pointer-events-none absolute top-2.5 start-2.5 text-faint" />
      <input
        ref={ref}
        type="search"
        value={value}
        placeholder={words.plans.search}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pe-2 ps-8 placeholder:text-faint"
      />
    </label>
  )
}
