import { clsx } from 'clsx'

interface FactsProps {
  readonly rows: readonly (readonly [name: string, value: string])[]
  readonly className?: string
}

/** Names and values in two columns. */
export function Facts({ rows, className }: FactsProps) {
  return (
    <dl className={clsx('grid grid-cols-[minmax(64px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1', className)}>
      {rows.map(([name, value]) => (
        <div key={`${name} ${value}`} className="contents">
          <dt className="break-words text-muted">{name}</dt>
          <dd className="whitespace-pre-wrap break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
