import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { FindField } from '../controls/find-field.tsx'

interface QueryFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly field?: RefObject<HTMLInputElement | null>
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
}

const longest = 500

/** The search field. Typed text appears at once; the address follows. */
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
    <div className="flex min-w-0 shrink-0">
      <FindField
        {...{ label, placeholder, field, onKeyDown }}
        value={typed}
        maxLength={longest}
        onChange={say}
      />
    </div>
  )
}
