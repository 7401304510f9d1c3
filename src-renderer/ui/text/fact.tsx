import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface FactProps {
  readonly name: string
  /** The name above what is said of it; else beside it, in two columns of its list. */
  readonly isStacked?: boolean
  readonly className?: string
  readonly children: ReactNode
}

/** A term and its value in a `dl`. */
export function Fact({ name, isStacked = false, className, children }: FactProps) {
  const parts = (
    <>
      <dt className={clsx('text-muted', isStacked && 'text-sm')}>{name}</dt>
      <dd className={clsx('min-w-0 break-words', isStacked && 'font-medium', className)}>{children}</dd>
    </>
  )
  return isStacked ? <div className="min-w-0">{parts}</div> : parts
}
