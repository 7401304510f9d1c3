import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface RunLinkProps {
  readonly runId: string
  /** Task that opens with the run. */
  readonly task?: string
  readonly title?: string
  readonly className?: string
  readonly children: ReactNode
}

/** Link to a run or to one of its tasks. */
export function RunLink({ runId, task, title, className, children }: RunLinkProps) {
  return (
    <Link
      to="/runs/$runId"
      params={{ runId }}
      search={task === undefined ? {} : { task }}
      title={title}
      className={clsx('text-accent hover:underline', className)}
    >
      {children}
    </Link>
  )
}
