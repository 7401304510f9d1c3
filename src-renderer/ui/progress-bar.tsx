import { clsx } from 'clsx'

interface Part {
  readonly count: number
  readonly className: string
}

/** How far something is, in parts of one whole: done, failed, running. */
export function ProgressBar(props: {
  label: string
  total: number
  done: number
  failed: number
  running: number
}) {
  const { label, total, done, failed, running } = props
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
      aria-valuenow={done}
      className="flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-hover"
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
