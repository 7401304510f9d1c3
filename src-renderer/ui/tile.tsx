import type { ReactNode } from 'react'

interface TileProps {
  readonly title: string
  /** The number. */
  readonly children: ReactNode
  readonly about: string
  /** Text about the previous value, for comparison. */
  readonly before?: string | null
}

export function Tile({ title, children, about, before = null }: TileProps) {
  return (
    <div className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 py-3">
      <dt className="text-muted text-sm">{title}</dt>
      <dd className="tabular mt-1 break-words font-semibold text-xl">{children}</dd>
      <dd className="mt-0.5 text-muted text-sm">{about}</dd>
      {before !== null && <dd className="mt-auto pt-1 text-faint text-sm">{before}</dd>}
    </div>
  )
}
