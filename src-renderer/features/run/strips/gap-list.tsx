import type { RunGap } from '#shared/model/runs/run-outcome.ts'
import { TextButton } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'
import { useSelectTask } from '../task/task-link.tsx'

const says = words.run.gaps

interface GapListProps {
  readonly gaps: readonly RunGap[]
  /** Gaps that are not listed. */
  readonly more: number
  /** Absent: a gap of a file leads to its task. */
  readonly onFile?: (name: string) => void
}

/** The gaps of a run, each with the way to its task or file. */
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
