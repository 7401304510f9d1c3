import { useState } from 'react'
import { type FaultText, TextField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import type { Shared } from './shared-value.ts'

interface ParsedFieldProps<Value> {
  readonly label: string
  readonly shared: Shared<Value | undefined>
  readonly write: (value: Value) => string
  /** Null: it is no such value, and `expected` says what is. */
  readonly read: (text: string) => Value | null
  readonly expected: string
  /** `undefined`: the field was emptied. */
  readonly onChange: (value: Value | undefined) => void
  readonly placeholder?: string
  readonly fault?: FaultText | undefined
  readonly inputMode?: 'numeric' | 'decimal'
  /** The id of the list of what is offered. */
  readonly list?: string
}

/** A field for what is more than text. What cannot be read stays as it was typed, with what is wrong below it. */
export function ParsedField<Value>(props: ParsedFieldProps<Value>) {
  const { label, shared, write, read, expected, onChange, placeholder = '', fault, inputMode, list } = props
  const [typed, setTyped] = useState<string | null>(null)
  const isMixed = shared.is === 'mixed'
  const written = isMixed || shared.value === undefined ? '' : write(shared.value)
  const isWrong = typed !== null && typed.trim() !== '' && read(typed) === null
  return (
    <TextField
      label={label}
      value={typed ?? written}
      placeholder={isMixed ? words.designer.several : placeholder}
      fault={isWrong ? expected : fault}
      {...(inputMode !== undefined && { inputMode })}
      {...(list !== undefined && { list })}
      onChange={(text) => {
        setTyped(text)
        const value = text.trim() === '' ? undefined : read(text)
        if (value !== null) onChange(value)
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null)
      }}
    />
  )
}
