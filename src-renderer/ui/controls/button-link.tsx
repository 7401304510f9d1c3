import { createLink } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

interface LookProps extends ComponentProps<'a'> {
  icon?: LucideIcon
}

/** A link that looks like a button: it navigates and runs no action. */
export const ButtonLink = createLink(({ icon: Icon, children, className, ...rest }: LookProps) => (
  <a
    {...rest}
    className={clsx(
      'inline-flex h-8 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md border border-line-strong bg-surface px-3 font-medium transition-colors hover:bg-hover',
      className,
    )}
  >
    {Icon !== undefined && <Icon size={14} aria-hidden className="-ms-0.5 shrink-0" />}
    {children}
  </a>
))
