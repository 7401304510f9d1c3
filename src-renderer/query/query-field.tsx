import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { words } from '../words/words.ts'

interface QueryFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly field?: RefObject<HTMLInputElement | null>
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
}

const longest = 500

/** The one box of a search. What is typed stands there at once, whenever the address follows. */
export function QueryField(props: QueryFieldProps) {
  const { label, placeholder, value, onChange, field, onKeyDown } = props
  const [typed, setTyped] = useState(value)
  const said = useRef(value)
  useEffect(() => {
    if (value === said.current) return
    said.current = value
    setTyped(value)
  }, [value])
  const say = (text: string) => {
    said.current = text
    setTyped(text)
    onChange(text)
  }
  return (
    <div className="relative min-w-0 shrink-0">
      <Search size={15} className="absolute top-1/2 left-3 -translate-y-1/2 text-faint" aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label={label}
        title={placeholder}
        value={typed}
        maxLength={longest}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => say(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') say('')
          else onKeyDown?.(event)
        }}
        className="h-9 w-full rounded-md border border-line-strong bg-surface pr-9 pl-9 placeholder:text-faint [&::-webkit-search-cancel-button]:hidden"
      />
      {typed !== '' && (
        <IconButton
          label={words.query.clear}
          icon={X}
          className="absolute top-1/2 right-1 size-7 -translate-y-1/2"
          onClick={() => {
            say('')
            field?.current?.focus()
          }}
        />
      )}
    </div>
  )
}
