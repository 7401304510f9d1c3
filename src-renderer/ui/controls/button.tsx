import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

const looks = {
  // In forced-colors mode, backgrounds disappear and these borders become visible.
  primary: 'border border-transparent bg-accent text-on-accent hover:bg-accent-strong shadow-low',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-hover',
  ghost: 'border border-transparent text-muted hover:bg-hover hover:text-ink',
  danger: 'border border-line-strong bg-surface text-failed hover:bg-failed-soft hover:border-failed',
} as const

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks
  icon?: LucideIcon
}

export function Button({ look = 'secondary', icon: Icon, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={clsx(
        'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-3 font-medium transition-colors',
        'disabled:pointer-events-none disabled:opacity-50',
        looks[look],
        className,
      )}
    >
      {Icon !== undefined && <Icon size={14} strokeWidth={2.25} aria-hidden className="-ms-0.5 shrink-0" />}
      {children}
    </button>
  )
}

/** A button that is only an icon: `label` is its name and its tooltip. */
export function IconButton({ label, icon: Icon, className, ...rest }: ComponentProps<'button'> & IconProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={clsx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink',
        'disabled:pointer-events-none disabled:opacity-40',
        className,
      )}
    >
      <Icon size={16} aria-hidden />
    </button>
  )
}

interface IconProps {
  label: string
  icon: LucideIcon
}

/** A button that looks like a link within text. */
export const TextButton = ({ className, ...rest }: ComponentProps<'button'>) => (
  <button
    type="button"
    {...rest}
    className={clsx('min-h-6 rounded-sm font-medium text-accent hover:underline', className)}
  />
)
