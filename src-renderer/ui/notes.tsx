import { clsx } from 'clsx'
import { CircleAlert, type LucideIcon, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { words } from '#shared/words/words.ts'
import { failureOf } from '../rpc/failure.ts'
import { Button } from './controls/button.tsx'

interface FailureNoteProps {
  /** Null: nothing is shown. */
  readonly error: unknown
  readonly onRetry?: (() => void) | undefined
  readonly className?: string
}

/** An error message with a hint and optionally a retry button. */
export function FailureNote({ error, onRetry, className }: FailureNoteProps) {
  if (error === null) return null
  const { message, hint, code } = failureOf(error)
  return (
    <div role="alert" className={clsx('flex items-start gap-3 rounded-lg bg-failed-soft p-3', className)}>
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-failed" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium text-ink">{message}</p>
        {hint !== '' && <p className="break-words text-muted">{hint}</p>}
        {code !== null && <p className="mt-1 font-mono text-muted text-xs">{code}</p>}
      </div>
      {onRetry !== undefined && <Button onClick={onRetry}>{words.common.tryAgain}</Button>}
    </div>
  )
}

/** Empty state: the purpose of a view and the first action. */
export function EmptyNote(props: {
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
  /** The note is the only content of the screen, so its title is the page heading. */
  isWhole?: boolean
}) {
  const { icon: Icon, title, children, action, isWhole = false } = props
  const Title = isWhole ? 'h1' : 'p'
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <span className="mb-4 inline-flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-muted">
        <Icon size={18} aria-hidden />
      </span>
      <Title className="font-medium text-ink">{title}</Title>
      {children !== undefined && <div className="mt-1 max-w-[44ch] text-balance text-muted">{children}</div>}
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  )
}

interface NoMatchProps {
  readonly title: string
  /** Label of the button that clears the search or filter. */
  readonly clear: string
  readonly onClear: () => void
  readonly children?: ReactNode
}

/** Empty state of a search or filter without results. */
export const NoMatch = ({ title, clear, onClear, children }: NoMatchProps) => (
  <EmptyNote icon={SearchX} title={title} action={<Button onClick={onClear}>{clear}</Button>}>
    {children}
  </EmptyNote>
)

const widths = ['88%', '65%', '92%', '54%', '76%', '60%']

/** Loading placeholder with grey lines. Appears after a short delay. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div role="status" aria-label={words.common.loading} className="flex flex-col gap-3">
      {widths.slice(0, lines).map((width) => (
        <div key={width} className="skeleton h-4" style={{ width }} />
      ))}
    </div>
  )
}
