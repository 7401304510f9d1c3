import { Search } from 'lucide-react'

interface SearchBoxProps {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field that narrows what is below it while one types. */
export function SearchBox({ label, placeholder, value, onChange }: SearchBoxProps) {
  return (
    <label className="relative block min-w-0 flex-1">
      <span className="sr-only">{label}</span>
      <Search size={14} className="absolute top-1/2 start-3 -translate-y-1/2 text-faint" aria-hidden />
      <input
        type="search"
        value={value}
        maxLength={500}
        placeholder={placeholder}
        onChange={({ target }) => onChange(target.value)}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pe-3 ps-8 placeholder:text-faint"
      />
    </label>
  )
}
