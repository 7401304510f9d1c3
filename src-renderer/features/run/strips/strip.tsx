import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { TextButton } from '../../../ui/controls/button.tsx'
import { groundOf, StatusIcon } from '../../../ui/status-badge.tsx'
import type { StatusName } from '../../../ui/status-looks.ts'
import { words } from '../../../words/words.ts'
import { useSelectTask } from '../task/task-link.tsx'

const namedAtOnce = 3

interface StripProps {
  readonly label: string
  readonly status: StatusName
  readonly title: string
  readonly children?: ReactNode
  readonly tasks: readonly TaskView[]
  /** What can be done about it. */
  readonly actions?: ReactNode
  /** All there is to say of it, where that is asked for. */
  readonly details?: ReactNode
}

/** One line across the run: what a person should know of, and the tasks it is about. */
export function Strip(props: StripProps) {
  const { label, status, actions, details } = props
  return (
    <section aria-label={label} className="flex max-h-[55%] shrink-0 flex-col border-line border-b">
      <div
        className={clsx(
          'flex flex-wrap items-center justify-end gap-x-4 gap-y-2 px-4 py-2 sm:px-6',
          groundOf(status),
        )}
      >
        <Said {...props} />
        {actions !== undefined && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
      </div>
      {details !== undefined && (
        <div className="min-h-0 overflow-y-auto bg-surface px-4 sm:px-6">{details}</div>
      )}
    </section>
  )
}

function Said({ status, title, children, tasks }: StripProps) {
  const select = useSelectTask()
  return (
    <div className="flex min-w-72 flex-1 items-start gap-3">
      <span className="mt-1">
        <StatusIcon status={status} size={16} />
      </span>
      <div className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
        <p className="font-medium">{title}</p>
        {children !== undefined && <p className="min-w-0 break-words text-muted">{children}</p>}
        {tasks.slice(0, namedAtOnce).map(({ key, title: name }) => (
          <TextButton key={key} className="max-w-72 truncate" onClick={() => select(key)}>
            {name}
          </TextButton>
        ))}
        {tasks.length > namedAtOnce && (
          <span className="text-muted">{words.run.strips.more(tasks.length - namedAtOnce)}</span>
        )}
      </div>
    </div>
  )
}
