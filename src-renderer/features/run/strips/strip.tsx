import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { RunGap } from '#shared/model/runs/run-outcome.ts'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { TextButton } from '../../../ui/controls/button.tsx'
import { groundOf, StatusIcon } from '../../../ui/status-badge.tsx'
import type { StatusName } from '../../../ui/status-looks.ts'
import { useSelectTask } from '../task/task-link.tsx'

const namedAtOnce = 3

interface StripProps {
  readonly label: string
  readonly status: StatusName
  readonly title: string
  readonly children?: ReactNode
  readonly tasks: readonly TaskView[]
  readonly actions?: ReactNode
  /** Full details, shown on request. */
  readonly details?: ReactNode
}

/** A strip across the run screen: a message and its tasks. */
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

const says = words.run.gaps

interface GapListProps {
  readonly gaps: readonly RunGap[]
  /** Number of gaps that are not listed. */
  readonly more: number
  /** Absent: a gap in a file links to its task. */
  readonly onFile?: (name: string) => void
}

/** Gaps of a run, each with a link to its task or file. */
export function GapList({ gaps, more, onFile }: GapListProps) {
  return (
    <ul aria-label={says.label} className="flex flex-col gap-1.5 py-2.5">
      {gaps.map((gap) => (
        <li
          key={`${gap.kind} ${gap.taskKey} ${gap.name}`}
          className="flex min-w-0 flex-wrap items-baseline gap-x-2"
        >
          <span className="shrink-0 text-muted text-sm">{says.kinds[gap.kind]}</span>
          <GapName {...{ gap, onFile }} />
          {gap.message !== '' && <span className="min-w-0 break-words text-muted">{gap.message}</span>}
        </li>
      ))}
      {more > 0 && <li className="text-muted">{says.more(more)}</li>}
    </ul>
  )
}

interface GapNameProps {
  readonly gap: RunGap
  readonly onFile: ((name: string) => void) | undefined
}

function GapName({ gap: { kind, taskKey, name }, onFile }: GapNameProps) {
  const select = useSelectTask()
  const open =
    kind === 'incomplete_file' && onFile !== undefined
      ? () => onFile(name)
      : taskKey === null
        ? null
        : () => select(taskKey)
  if (open === null) return <span className="min-w-0 break-words font-medium">{name}</span>
  return (
    <TextButton onClick={open} className="min-w-0 max-w-full break-words text-start">
      {name}
    </TextButton>
  )
}
