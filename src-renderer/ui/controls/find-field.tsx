import { clsx } from 'clsx'
import { type LucideIcon, Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { words } from '#shared/words/words.ts'
import { IconButton } from './button.tsx'

interface FindFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly field?: RefObject<HTMLInputElement | null> | undefined
  readonly icon?: LucideIcon
  /** Id of the `datalist` with suggestions. */
  readonly list?: string
  /** Whether the text is code. */
  readonly isCode?: boolean
  readonly maxLength?: number
  /** Called for keys that the field does not handle itself. In a non-empty field, Escape clears the text first. */
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined
}

/** A search field with a button to clear it. */
export function FindField(props: FindFieldProps) {
  const { label, value, onChange, field, icon: Icon = Search, isCode = false, onKeyDown } = props
  const { placeholder, list, maxLength = 1000 } = props
  return (
    <div className="relative min-w-0 flex-1">
      <Icon
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-1/2 start-2.5 -translate-y-1/2 text-faint"
      />
      <input
        ref={field}
        type="search"
        aria-label={label}
        title={placeholder}
        placeholder={placeholder}
        value={value}
        list={list}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') {
            onKeyDown?.(event)
            return
          }
          event.preventDefault()
          event.stopPropagation()
          onChange('')
        }}
        className={clsx(
          'h-8 w-full rounded-md border border-line-strong bg-surface pe-8 ps-8 placeholder:text-faint [&::-webkit-search-cancel-button]:hidden',
          isCode && 'font-mono text-sm',
        )}
      />
      {value !== '' && (
        <IconButton
          label={words.query.clear}
          icon={X}
          className="absolute top-1/2 end-0.5 size-7! -translate-y-1/2"
          onClick={() => {
            onChange('')
            field?.current?.focus()
          }}
        />
      )}
    </div>
  )
}
