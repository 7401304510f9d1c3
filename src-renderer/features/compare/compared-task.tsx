import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import { RunLink } from '../../entities/runs/run-link.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { IconButton } from '../../ui/controls/button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { diffOf } from '../../ui/text/line-diff.ts'
import { words } from '../../words/words.ts'
import type { ComparedRow, Side } from './compare.ts'

interface ComparedTaskProps {
  readonly row: ComparedRow
  readonly leftId: string
  readonly rightId: string
  readonly onClose: () => void
}

const says = words.run.compare

/** One task of both runs: how it ended, and its result then and now. */
export function ComparedTask({ row, leftId, rightId, onClose }: ComparedTaskProps) {
  const { key: taskKey, title, left, right } = row
  const one = useDetail(left === null ? null : leftId, taskKey)
  const other = useDetail(right === null ? null : rightId, taskKey)
  const error = one.error ?? other.error
  const isThere = (left === null || one.data !== undefined) && (right === null || other.data !== undefined)
  const [before, after] = [textOf(one.data), textOf(other.data)]
  return (
    <section
      aria-label={says.detail}
      className="w-full max-w-[460px] overflow-auto rounded-lg border border-line bg-surface p-4 max-lg:absolute max-lg:inset-y-4 max-lg:end-4 max-lg:z-20 max-lg:max-w-[calc(100%-32px)] max-lg:shadow-high"
    >
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 break-words font-semibold text-lg">{title}</h2>
        <IconButton label={says.close} icon={X} onClick={onClose} className="-m-1.5" />
      </div>
      <p className="mb-3 text-accent">{says.changes[row.difference]}</p>
      <SideLine label={says.before} side={left} runId={leftId} taskKey={taskKey} />
      <SideLine label={says.after} side={right} runId={rightId} taskKey={taskKey} />
      <div className="mt-4">
        {error !== null ? (
          <FailureNote error={error} />
        ) : !isThere ? (
          <Skeleton lines={4} />
        ) : before === after ? (
          <p className="text-muted">{before === '' ? says.noResult : says.sameResult}</p>
        ) : (
          <DiffText label={says.results} blocks={diffOf(before, after)} isTall />
        )}
      </div>
    </section>
  )
}

interface SideLineProps {
  readonly label: string
  readonly side: Side | null
  readonly runId: string
  readonly taskKey: string
}

function SideLine({ label, side, runId, taskKey }: SideLineProps) {
  return (
    <p className="flex items-center gap-3 py-1">
      <RunLink runId={runId} task={taskKey} className="w-16 shrink-0 font-medium">
        {label}
      </RunLink>
      {side === null ? says.none : <StatusBadge status={statusOfTask(side.task)} />}
    </p>
  )
}

function useDetail(runId: string | null, taskKey: string) {
  const { client } = useRpc()
  return useQuery({
    queryKey: ['compared task', runId, taskKey],
    queryFn: ({ signal }) => client.runs.getTask({ runId: runId ?? '', taskKey }, { signal }),
    enabled: runId !== null,
  })
}

/** What it came to: its result, or why there is none. */
function textOf(detail: TaskDetail | undefined): string {
  if (detail === undefined) return ''
  const last = detail.attempts.at(-1)
  return detail.task.result?.text ?? last?.result?.text ?? last?.failure?.message ?? ''
}
