import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface FactProps {
  readonly name: string
  /** Shows the name above the value; otherwise beside it, in the two columns of the list. */
  readonly isStacked?: boolean
  readonly className?: string
  readonly children: ReactNode
}

export function Fact({ name, isStacked = false, className, children }: FactProps) {
  const parts = (
    <>
      <dt className={clsx('text-muted', isStacked && 'text-sm')}>{name}</dt>
      <dd className={clsx('min-w-0 break-words', isStacked && 'font-medium', className)}>{children}</dd>
    </>
  )
  return isStacked ? <div className="min-w-0">{parts}</div> : parts
}
