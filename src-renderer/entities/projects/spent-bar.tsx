import { clsx } from 'clsx'
import type { ProjectView } from '#shared/model/project.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'

const nearly = 0.8

/** Spending against the cap: a bar if a cap is set, and always text. */
export function SpentBar({ project: { spent, cap } }: { project: Pick<ProjectView, 'spent' | 'cap'> }) {
  if (spent === null) return null
  const part = cap === null || cap.amountMinor === 0 ? null : spent.amountMinor / cap.amountMinor
  const said = words.projects.spent(formatMoney(spent), cap === null ? null : formatMoney(cap))
  const isFull = part !== null && part >= 1
  return (
    <span className="flex min-w-0 items-center gap-2 text-sm">
      {part !== null && (
        <span aria-hidden className="h-1.5 w-16 shrink-0 overflow-hidden rounded-full bg-hover">
          <span
            className={clsx(
              'block h-full rounded-full',
              isFull ? 'bg-failed' : part >= nearly ? 'bg-warning' : 'bg-accent',
            )}
            style={{ width: `${Math.min(100, 100 * part)}%` }}
          />
        </span>
      )}
      <span title={said} className={clsx('tabular truncate', isFull ? 'text-failed' : 'text-muted')}>
        {said}
      </span>
    </span>
  )
}
