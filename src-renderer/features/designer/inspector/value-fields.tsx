import { useState } from 'react'
import type { Money } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { ChoiceField, type FaultText, TextField } from '../../../ui/controls/field.tsx'
import { parseDuration, writeDuration } from '../../../ui/text/duration-text.ts'
import { formatForInput, parseFromInput } from '../../../ui/text/format.ts'
import { parseMoney } from '../../../ui/text/money-text.ts'

interface ValueFieldProps<Value> {
  readonly label: string
  readonly shared: Shared<Value | undefined>
  /** Called with `undefined` when the field is emptied. */
  readonly onChange: (value: Value | undefined) => void
  readonly placeholder?: string
  readonly fault?: FaultText | undefined
}

const yearMs = 365 * 86_400_000

export function DurationField(props: ValueFieldProps<number> & { readonly min?: number }) {
  const { min = 1, ...rest } = props
  return (
    <ParsedField
      {...rest}
      write={writeDuration}
      read={(text) => {
        const ms = parseDuration(text)
        return ms === null || ms < min || ms > yearMs ? null : ms
      }}
      expected={words.designer.expected.duration}
    />
  )
}

export function MoneyField(props: ValueFieldProps<Money> & { readonly currency: string }) {
  const { currency, ...rest } = props
  return (
    <ParsedField
      {...rest}
      write={formatMoney}
      read={(text) => parseMoney(text, currency)}
      expected={words.designer.expected.money}
    />
  )
}

export function NumberField(
  props: ValueFieldProps<number> & { readonly min: number; readonly max: number; readonly isWhole?: boolean },
) {
  const { min, max, isWhole = true, ...rest } = props
  return (
    <ParsedField
      {...rest}
      inputMode={isWhole ? 'numeric' : 'decimal'}
      write={String}
      read={(text) => {
        const number = Number(text.replace(',', '.'))
        const isRight = Number.isFinite(number) && number >= min && number <= max
        return isRight && (!isWhole || Number.isInteger(number)) ? number : null
      }}
      expected={words.designer.expected.number(min, max)}
    />
  )
}

interface SharedChoiceProps<Value extends string> {
  readonly label: string
  readonly shared: Shared<Value>
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly fault?: FaultText | undefined
  /** Label of a value that is not among the options. */
  readonly unlisted?: (value: Value) => string
}

const mixed = '\n' as const

/**
 * A choice from a list of values. Tasks with different values show an extra option until the person selects a value.
 */
export function SharedChoice<Value extends string>(props: SharedChoiceProps<Value>) {
  const { shared, options, onChange, unlisted = String, ...rest } = props
  const value = valueOr(shared, mixed)
  const extra =
    shared.is === 'mixed'
      ? [{ value: mixed, label: words.designer.several }]
      : options.some((option) => option.value === shared.value)
        ? []
        : [{ value: shared.value, label: unlisted(shared.value) }]
  return (
    <ChoiceField<Value | typeof mixed>
      {...rest}
      value={value}
      options={[...extra, ...options]}
      onChange={(next) => {
        if (next !== mixed) onChange(next)
      }}
    />
  )
}

/** Date and time in the time zone of this machine. */
export function InstantField({ label, shared, onChange, fault }: ValueFieldProps<number>) {
  const value = valueOr(shared, undefined)
  return (
    <TextField
      type="datetime-local"
      label={shared.is === 'mixed' ? `${label} (${words.designer.several})` : label}
      fault={fault}
      value={value === undefined ? '' : formatForInput(value)}
      onChange={(text) => {
        const at = parseFromInput(text)
        if (at !== null) onChange(at)
        else if (text === '') onChange(undefined)
      }}
    />
  )
}

interface ParsedFieldProps<Value> extends ValueFieldProps<Value> {
  readonly write: (value: Value) => string
  /** Null for an invalid value; `expected` then describes the valid ones. */
  readonly read: (text: string) => Value | null
  readonly expected: string
  readonly inputMode?: 'numeric' | 'decimal'
  /** Suggestions during input. */
  readonly suggestions?: readonly string[]
}

/** A field with a parsed value. Invalid input stays as typed, with the error below it. */
export function ParsedField<Value>(props: ParsedFieldProps<Value>) {
  const { shared, write, read, expected, onChange, placeholder = '', fault, ...rest } = props
  const [typed, setTyped] = useState<string | null>(null)
  const isMixed = shared.is === 'mixed'
  const written = isMixed || shared.value === undefined ? '' : write(shared.value)
  const isWrong = typed !== null && typed.trim() !== '' && read(typed) === null
  return (
    <TextField
      {...rest}
      value={typed ?? written}
      placeholder={isMixed ? words.designer.several : placeholder}
      fault={isWrong ? expected : fault}
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

/** A value of several tasks: common to all tasks, or mixed. */
export type Shared<Value> = { readonly is: 'one'; readonly value: Value } | { readonly is: 'mixed' }

export function sharedOf<Item, Value>(items: readonly Item[], read: (item: Item) => Value): Shared<Value> {
  const [first, ...rest] = items
  if (first === undefined) return { is: 'mixed' }
  const value = read(first)
  const text = JSON.stringify(value)
  return rest.every((item) => JSON.stringify(read(item)) === text) ? { is: 'one', value } : { is: 'mixed' }
}

export const valueOr = <Value, Other>(shared: Shared<Value>, other: Other): Value | Other =>
  shared.is === 'one' ? shared.value : other
