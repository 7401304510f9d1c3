import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { IconButton } from './button.tsx'
import { type FaultText, TextField } from './field.tsx'

interface TokenFieldProps {
  readonly label: string
  /** Noun for one token in button labels: `skill`. */
  readonly of: string
  readonly tokens: readonly string[]
  readonly onChange: (tokens: readonly string[]) => void
  /** Converts a typed word to a token. An empty result is ignored. */
  readonly tokenOf?: (typed: string) => string
  /** Display name of a token if it differs from the token; `tokenOf` must accept that name. */
  readonly say?: (token: string) => string
  /** Suggestions while typing. */
  readonly known?: readonly string[]
  readonly fault?: FaultText | undefined
  readonly placeholder?: string
}

/** Field for a list of tokens. Enter, a comma or leaving the field adds one. */
export function TokenField(props: TokenFieldProps) {
  const { label, of, tokens, onChange, tokenOf = trimmed, say, known = [], fault, placeholder } = props
  const [typed, setTyped] = useState('')
  const nameToken = say ?? String
  const hint = tokens.length === 0 ? placeholder : words.common.addAnother(of)
  const add = () => {
    const added = typed.split(',').map(tokenOf).filter(Boolean)
    setTyped('')
    if (added.length > 0) onChange([...new Set([...tokens, ...added])])
  }
  // Add the token only after pointer release: a button that moves while pressed does not receive the click.
  const addAfterPress = () => {
    if (document.querySelector('button:active') === null) add()
    else window.addEventListener('pointerup', add, { once: true })
  }
  return (
    <TextField
      label={label}
      fault={fault}
      above={
        tokens.length > 0 && (
          <ul className="mb-1.5 flex flex-wrap gap-1.5">
            {tokens.map((token) => (
              <li key={token} className="flex max-w-full items-center rounded-md bg-hover ps-2">
                <span
                  title={token}
                  className={clsx('min-w-0 truncate text-sm', say === undefined && 'font-mono')}
                >
                  {nameToken(token)}
                </span>
                <IconButton
                  label={words.common.removeToken(of, nameToken(token))}
                  icon={X}
                  className="size-7"
                  onClick={() => onChange(tokens.filter((each) => each !== token))}
                />
              </li>
            ))}
          </ul>
        )
      }
      value={typed}
      onChange={setTyped}
      suggestions={known.filter((each) => !tokens.includes(each)).map(nameToken)}
      maxLength={200}
      {...(hint !== undefined && { placeholder: hint })}
      onBlur={addAfterPress}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ',') return
        event.preventDefault()
        add()
      }}
    />
  )
}

const trimmed = (text: string): string => text.trim()
