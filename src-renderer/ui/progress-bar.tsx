import { clsx } from 'clsx'

interface Part {
  readonly count: number
  readonly className: string
}

interface ProgressBarProps {
  readonly label: string
  /** Text description of the progress; absent: the numbers. */
  readonly said?: string
  readonly total: number
  readonly done: number
  readonly failed: number
  readonly running: number
  readonly isThin?: boolean
}

/** Progress bar with parts for done, failed and running. */
export function ProgressBar(props: ProgressBarProps) {
  const { label, said, total, done, failed, running, isThin = false } = props
  const parts: Part[] = [
    { count: done, className: 'bg-done' },
    { count: failed, className: 'bg-failed' },
    { count: running, className: 'bg-running' },
  ]
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
      aria-valuetext={said}
      className={clsx('flex w-full gap-px overflow-hidden rounded-full bg-hover', isThin ? 'h-0.5' : 'h-1.5')}
    >
      {parts.map(({ count, className }) =>
        count === 0 ? null : (
          <div
            key={className}
            className={clsx('h-full min-w-1 transition-[width] duration-300', className)}
            style={{ width: `${(100 * count) / Math.max(1, total)}%` }}
          />
        ),
      )}
    </div>
  )
}
