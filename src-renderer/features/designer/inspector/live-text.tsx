import { type KeyboardEvent, useState } from 'react'
import { type FaultText, TextArea, TextField } from '../../../ui/controls/field.tsx'

interface LiveTextProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Empty is not a value: what was before comes back when the field is left. */
  readonly isRequired?: boolean
  readonly rows?: number
  /** One line of text, on as many lines as it needs. */
  readonly isGrowing?: boolean
  readonly maxLength?: number
  readonly placeholder?: string
  readonly fault?: FaultText | undefined
  readonly list?: string
  readonly inputRef?: (input: HTMLInputElement | HTMLTextAreaElement | null) => void
  readonly onEnter?: () => void
}

/** Text that counts as it is typed, so that every view shows it at once. */
export function LiveText(props: LiveTextProps) {
  const { value, onChange, isRequired = false, rows, isGrowing = false, inputRef, onEnter, ...rest } = props
  // Only what is not a value stands here alone.
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
