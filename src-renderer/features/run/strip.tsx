import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { groundOf, StatusIcon } from '../../ui/status-badge.tsx'
import type { StatusName } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'

const namedAtOnce = 3

interface StripProps {
  readonly label: string
  readonly status: StatusName
  readonly title: string
  readonly children?: ReactNode
  readonly tasks: readonly TaskView[]
  readonly onSelect: (key: string) => void
}

/** One line across the run: what a person should know of, and the tasks it is about. */
export function Strip({ label, status, title, children, tasks, onSelect }: StripProps) {
  return (
    <section
      aria-label={label}
      className={clsx(
        'flex shrink-0 items-start gap-3 border-line border-b px-4 py-2.5 sm:px-6',
        groundOf(status),
      )}
    >
      <span className="mt-0.5">
        <StatusIcon status={status} size={16} />
      </span>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
        <p className="font-medium">{title}</p>
        {children !== undefined && <p className="text-muted">{children}</p>}
        {tasks.slice(0, namedAtOnce).map(({ key, title: name }) => (
          <button
            key={key}
            type="button"
            className="min-h-6 max-w-72 truncate font-medium text-accent hover:underline"
            onClick={() => onSelect(key)}
          >
            {name}
          </button>
        ))}
        {tasks.length > namedAtOnce && (
          <span className="text-muted">{words.run.strips.more(tasks.length - namedAtOnce)}</span>
        )}
      </div>
    </section>
  )
}
