import { type ComponentProps, type KeyboardEvent, useState } from 'react'
import { type FaultText, TextArea, TextField } from '../../../ui/controls/field.tsx'

interface LiveTextProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Rejects empty text: the previous value returns when the field loses focus. */
  readonly isRequired?: boolean
  readonly rows?: number
  /** Wraps to several lines during input, but the text stays a single line. */
  readonly isGrowing?: boolean
  readonly maxLength?: number
  readonly placeholder?: string
  readonly fault?: FaultText | undefined
  readonly inputRef?: (input: HTMLInputElement | HTMLTextAreaElement | null) => void
  readonly onEnter?: () => void
}

/** Text field that applies each keystroke, so that all views update at once. */
export function LiveText(props: LiveTextProps) {
  const { value, onChange, isRequired = false, rows, isGrowing = false, inputRef, onEnter, ...rest } = props
  // Local state holds only text that is not a valid value.
  const [empty, setEmpty] = useState<string | null>(null)
  const shared = {
    ...rest,
    value: empty ?? value,
    onChange: (text: string) => {
      const isEmpty = isRequired && text.trim() === ''
      setEmpty(isEmpty ? text : null)
      if (!isEmpty) onChange(text)
    },
    onBlur: () => setEmpty(null),
  }
  if (rows !== undefined) return <TextArea {...shared} rows={rows} />
  const line = {
    ...shared,
    ...(inputRef !== undefined && { ref: inputRef }),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || onEnter === undefined) return
      event.preventDefault()
      onEnter()
    },
  }
  if (!isGrowing) return <TextField {...line} />
  return (
    <TextArea
      {...line}
      rows={1}
      onChange={(text) => line.onChange(text.replaceAll(/\s*\n\s*/g, ' '))}
      isGrowing
    />
  )
}

interface LeftTextProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'onBlur'> {
  readonly value: string
  readonly onLeave: (value: string) => void
  /** Accepts an empty value. Otherwise the previous value returns. */
  readonly canBeEmpty?: boolean
}

/** Text field that applies its value on blur or Enter, since incomplete text would have another meaning. */
export function LeftText({ value, onLeave, canBeEmpty = false, ...rest }: LeftTextProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = () => {
    const next = typed?.trim()
    setTyped(null)
    if (next !== undefined && next !== value && (next !== '' || canBeEmpty)) onLeave(next)
  }
  return (
    <TextField
      {...rest}
      value={typed ?? value}
      onChange={setTyped}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault()
          leave()
        } else if (event.key === 'Escape' && typed !== null) {
          event.preventDefault()
          setTyped(null)
        }
      }}
    />
  )
}
