import type { LucideIcon } from 'lucide-react'
import { Button } from './button.tsx'

interface ToggleButtonProps {
  readonly label: string
  readonly icon: LucideIcon
  readonly isOn: boolean
  readonly title?: string
  readonly onToggle: () => void
}

/** A button with an on and an off state, filled while on. */
export const ToggleButton = ({ label, isOn, onToggle, ...rest }: ToggleButtonProps) => (
  <Button {...rest} look={isOn ? 'primary' : 'secondary'} aria-pressed={isOn} onClick={onToggle}>
    {label}
  </Button>
)
