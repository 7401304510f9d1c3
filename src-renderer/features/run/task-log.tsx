import { clsx } from 'clsx'
import { ScrollText } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { isTerminal } from '#shared/model/task.ts'
import type { NumberedLine } from '../../stores/log-store.ts'
import { useTask } from '../../stores/run-context.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatInstant, formatTime, plural } from '../../ui/format.ts'
import { EmptyNote, FailureNote } from '../../ui/notes.tsx'
import { FollowButton } from './follow-button.tsx'
import { useFollowing } from './use-following.ts'
import { useTaskLog } from './use-task-log.ts'

/** Lines drawn at once; the rest is one press away. */
const drawnAtOnce = 2000

export function TaskLog({ runId, taskKey }: { runId: string; taskKey: string }) {
  const { log, error } = useTaskLog(runId, taskKey)
  const status = useTask(taskKey)?.status
  const [isWhole, setWhole] = useState(false)
  const { box, isFollowing, onScroll, setFollowing } = useFollowing(log.lines.length)
  if (error !== null) {
    return (
      <div className="p-5">
        <FailureNote error={error} />
      </div>
    )
  }
  if (log.lines.length === 0) return <NoLines isOver={status !== undefined && isTerminal(status)} />
  const hidden = isWhole ? 0 : Math.max(0, log.lines.length - drawnAtOnce)
  return (
    <>
      <div className="flex items-center justify-between px-5 py-1.5 text-faint text-sm">
        <span className="tabular">{plural(log.lines.length, 'line')}</span>
        <CopyButton
          label="Copy the log"
          text={log.lines.map(({ at, text }) => `${formatTime(at)} ${text}`).join('\n')}
        />
      </div>
      <div
        ref={box}
        role="log"
        aria-label="Log of the task"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-auto border-line border-t bg-sunken py-2 font-mono text-sm outline-offset-[-2px]"
      >
        {hidden > 0 && (
          <div className="px-5 py-2">
            <Button onClick={() => setWhole(true)}>Show {plural(hidden, 'earlier line')}</Button>
          </div>
        )}
        {log.lines.slice(hidden).map((line, index, lines) => (
          <Line
            key={`${line.seq}.${line.line}`}
            line={line}
            isNewAttempt={line.attempt > 1 && lines[index - 1]?.attempt !== line.attempt}
          />
        ))}
      </div>
      {!isFollowing && <FollowButton onFollow={() => setFollowing(true)} />}
    </>
  )
}

function NoLines({ isOver }: { isOver: boolean }) {
  const [isLate, setLate] = useState(false)
  // Lines that are there arrive within the first frames: saying "nothing" before that would flicker.
  useEffect(() => {
    const frame = requestAnimationFrame(() => setLate(true))
    return () => cancelAnimationFrame(frame)
  }, [])
  if (!isLate) return null
  return (
    <div className="appearing">
      <EmptyNote icon={ScrollText} title={isOver ? 'It wrote no log' : 'Nothing logged yet'}>
        {isOver ? 'The task ended without writing a line.' : 'Lines appear here as the agent writes them.'}
      </EmptyNote>
    </div>
  )
}

const Line = memo(function Line({ line, isNewAttempt }: { line: NumberedLine; isNewAttempt: boolean }) {
  return (
    <>
      {isNewAttempt && <div className="px-5 pt-3 pb-1 font-sans text-faint">Attempt {line.attempt}</div>}
      <div
        className={clsx(
          'flex gap-3 px-5 py-0.5 [contain-intrinsic-size:auto_20px] [content-visibility:auto]',
          line.level === 'warn' && 'bg-warning-soft',
          line.level === 'error' && 'bg-failed-soft',
        )}
      >
        <span className="shrink-0 select-none text-faint" title={formatInstant(line.at)}>
          {formatTime(line.at)}
        </span>
        {line.level !== 'info' && (
          <span className={clsx('shrink-0', line.level === 'warn' ? 'text-warning' : 'text-failed')}>
            {line.level}
          </span>
        )}
        <span className="min-w-0 whitespace-pre-wrap break-words">{line.text}</span>
      </div>
    </>
  )
})
