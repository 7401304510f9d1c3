import { type ComponentProps, useState } from 'react'
import { TextField } from '../../../ui/controls/field.tsx'

interface LeftTextProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'onBlur'> {
  readonly value: string
  readonly onLeave: (value: string) => void
  /** Emptying it says something; else what was before comes back. */
  readonly canBeEmpty?: boolean
}

/** Text that counts when its field is left, or with Enter: half of it would mean something else. */
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
