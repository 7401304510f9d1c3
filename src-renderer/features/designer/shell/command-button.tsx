import type { LucideIcon } from 'lucide-react'
import { useStore } from 'zustand'
import { capsOf } from '../../../commands/key-names.ts'
import { commandStore, findCommand, runCommand } from '../../../commands/registry.ts'
import { Button, IconButton } from '../../../ui/controls/button.tsx'

interface CommandButtonProps {
  readonly id: string
  readonly look?: 'primary' | 'secondary' | 'ghost'
  readonly icon?: LucideIcon
  readonly isIcon?: boolean
  readonly isPressed?: boolean
  /** Replaces a long command title. */
  readonly label?: string
  /** Class that shows or hides the label. A hidden label leaves only the icon. */
  readonly labelClass?: string
  readonly className?: string
}

/** Button of a command, with the command's title, key and disabled reason. */
export function CommandButton(props: CommandButtonProps) {
  const { id, look = 'secondary', icon, isIcon = false, isPressed, label, labelClass, className } = props
  const command = useStore(commandStore, (registry) => findCommand(registry, id))
  if (command === undefined) return null
  const { title, keys = [], disabled = null, icon: ownIcon } = command
  const Icon = icon ?? ownIcon
  const key = capsOf(keys[0] ?? '')
    .map((caps) => caps.join('+'))
    .join(' ')
  const hint = [disabled ?? title, ...(key === '' ? [] : [`(${key})`])].join(' ')
  const shared = {
    title: hint,
    // Not `disabled`, so that the reason is also available by keyboard.
    'aria-disabled': disabled !== null,
    onClick: () => void runCommand(id),
    ...(isPressed !== undefined && { 'aria-pressed': isPressed }),
    className: `${className ?? ''} ${disabled === null ? '' : 'opacity-50'} ${isPressed ? 'bg-hover text-ink' : ''}`,
  }
  if (isIcon && Icon !== undefined) return <IconButton {...shared} label={title} icon={Icon} />
  return (
    <Button look={look} {...(Icon !== undefined && { icon: Icon })} {...shared} aria-label={title}>
      <span className={labelClass}>{label ?? title}</span>
    </Button>
  )
}
