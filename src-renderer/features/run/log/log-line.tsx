import { useMutation } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Link2 } from 'lucide-react'
import type { LogPlace, PlacedLine } from '#shared/contract/runs/run-log.ts'
import { shownOfLine } from '#shared/contract/runs/run-log.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { formatBytes, formatInstant, formatTime } from '../../../ui/text/format.ts'
import { useSelectTask } from '../task/task-link.tsx'
import { partsOf, piecesOf } from './save-log.ts'

interface LogLineProps {
  readonly runId: string
  readonly line: PlacedLine
  /** True in the log of an entire run. */
  readonly hasTask: boolean
  readonly hasTime: boolean
  readonly sought: string
  readonly isCurrent: boolean
  readonly isNewAttempt: boolean
  readonly onLink: (place: LogPlace) => void
}

const says = words.run.log

export function LogLine(props: LogLineProps) {
  const { runId, line, hasTask, hasTime, sought, isCurrent, isNewAttempt, onLink } = props
  const select = useSelectTask()
  const { at, level, taskKey, attempt, seq } = line
  return (
    <div
      data-line={`${seq}.${line.line}`}
      aria-current={isCurrent}
      className={clsx(
        'group/line flex min-h-6 gap-3 pe-4 leading-6 max-sm:flex-wrap max-sm:gap-y-0',
        isCurrent
          ? 'bg-accent-soft outline outline-accent -outline-offset-1'
          : level === 'warn'
            ? 'bg-warning-soft'
            : level === 'error' && 'bg-failed-soft',
      )}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={says.copyLink}
        title={says.copyLink}
        onClick={() => onLink({ seq, line: line.line })}
        className="-me-3 flex h-6 w-6 shrink-0 items-center justify-center rounded-sm text-muted opacity-0 hover:bg-hover hover:text-ink focus-visible:opacity-100 group-hover/line:opacity-100"
      >
        <Link2 size={12} aria-hidden />
      </button>
      {hasTime && (
        <span className="tabular shrink-0 select-none text-faint" title={formatInstant(at)}>
          {formatTime(at)}
        </span>
      )}
      {hasTask && (
        <button
          type="button"
          tabIndex={-1}
          onClick={() => select(taskKey)}
          title={`${taskKey} · ${says.oneAttempt(attempt)}`}
          className="h-6 w-28 shrink-0 truncate text-start text-muted hover:text-accent hover:underline"
        >
          {taskKey}
        </button>
      )}
      {isNewAttempt && (
        <span className="shrink-0 select-none rounded-sm bg-hover px-1.5 font-sans text-muted text-xs leading-6">
          {says.oneAttempt(attempt)}
        </span>
      )}
      {level !== 'info' && (
        <span className={clsx('shrink-0 font-semibold', level === 'warn' ? 'text-warning' : 'text-failed')}>
          {level}
        </span>
      )}
      <LineText runId={runId} line={line} sought={sought} />
    </div>
  )
}

function LineText({ runId, line, sought }: Pick<LogLineProps, 'runId' | 'line' | 'sought'>) {
  const { client } = useRpc()
  const { seq, line: number, length } = line
  const reading = useMutation({ mutationFn: () => client.runs.readLogLine({ runId, seq, line: number }) })
  const text = reading.data?.text ?? line.text.slice(0, shownOfLine)
  const rest = length - text.length
  return (
    <span className="min-w-0">
      {piecesOf(text).map(({ text: piece, className }, at) =>
        partsOf(piece, sought).map((part, within) =>
          part.isFound ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
            <mark key={`${at}.${within}`} className="rounded-sm bg-accent text-on-accent">
              {part.text}
            </mark>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
            <span key={`${at}.${within}`} className={className || undefined}>
              {part.text}
            </span>
          ),
        ),
      )}
      {rest > 0 && (
        <button
          type="button"
          onClick={() => reading.mutate()}
          className="ms-2 min-h-6 rounded-sm bg-hover px-1.5 font-sans font-medium text-accent hover:underline"
        >
          {says.showAll(formatBytes(rest))}
        </button>
      )}
    </span>
  )
}
