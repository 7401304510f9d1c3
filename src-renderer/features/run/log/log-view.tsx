import { useMutation } from '@tanstack/react-query'
import { ScrollText, SearchX } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LogPlace } from '#shared/contract/runs/run-log.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { currentHost } from '../../../host/current-host.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { saveText } from '../../../ui/save-file.ts'
import { showToast } from '../../../ui/toast.tsx'
import { FollowButton } from '../follow-end.tsx'
import { LogLine } from './log-line.tsx'
import { EvenRows, type RowsHandle, WrappedRows } from './log-rows.tsx'
import { LogToolbar, useLogControls } from './log-toolbar.tsx'
import { readWholeLog, textOfLine } from './save-log.ts'
import { lineAt, useLogPages } from './use-log-pages.ts'
import { useLogSearch, useShownLine } from './use-log-search.ts'

interface LogViewProps {
  readonly runId: string
  /** Null: the log of the entire run. */
  readonly taskKey: string | null
  /** Number of attempts at the task. */
  readonly attempts: number
  /** The task or run failed: the log opens at the first error. */
  readonly isFailed: boolean
  readonly isOver: boolean
  /** Line in the address. */
  readonly place: LogPlace | null
  readonly onPlace: (place: LogPlace) => void
}

const says = words.run.log
const wrapAtMost = 20_000

/** A log of any length: loads the visible pages, follows new lines and searches the entire log. */
export function LogView({ runId, taskKey, attempts, isFailed, isOver, place, onPlace }: LogViewProps) {
  const { client } = useRpc()
  const controls = useLogControls()
  const { level, attempt, text, hasTimes } = controls
  const view = { runId, taskKey, attempt, level }
  const { log, isKnown, error, need } = useLogPages(view)
  const { found, error: lost, findMatch } = useLogSearch(view, text)
  const rows = useRef<RowsHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  const range = useRef({ first: 0, last: 0 })
  const canWrap = log.count <= wrapAtMost
  const isWrapped = controls.isWrapped && canWrap
  const [isFollowing, setFollowing] = useState(!isOver && place === null)
  const shown = useShownLine({
    view,
    rows,
    place,
    isKnown,
    isErrorFirst: isFailed,
    found,
    findMatch,
    onLeave: () => setFollowing(false),
  })
  const onRange = useCallback(
    (first: number, last: number) => {
      range.current = { first, last }
      need(first, last)
    },
    [need],
  )
  useEffect(() => need(range.current.first, range.current.last), [need])
  const download = useMutation({
    mutationFn: () => readWholeLog(client, { runId, taskKey }),
    onSuccess: (whole) => saveText(`${taskKey ?? runId}.log`, { text: whole, mediaType: 'text/plain' }),
  })
  const copy = () => {
    const { first, last } = range.current
    const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => lineAt(log, first + at))
    const copied = lines.flatMap((line) => (line === undefined ? [] : [textOfLine(line, taskKey === null)]))
    void currentHost().copyText(copied.join('\n'))
    showToast({ title: says.copied(copied.length) })
  }
  const link = (to: LogPlace) => {
    onPlace(to)
    // Copy on the next frame, after the address contains the line.
    requestAnimationFrame(
      () => void currentHost().copyText(currentHost().linkTo(window.location.hash.slice(1))),
    )
    showToast({ title: says.linkCopied })
  }
  useCommands([
    {
      id: 'log.search',
      title: says.focusSearch,
      category: words.run.category,
      keys: ['$mod+f', '/'],
      run: () => field.current?.focus(),
    },
    { id: 'log.firstError', title: says.first, category: words.run.category, run: shown.showFirstError },
    { id: 'log.download', title: says.download, category: words.run.category, run: () => download.mutate() },
  ])
  const Rows = isWrapped ? WrappedRows : EvenRows
  return (
    <section
      aria-label={taskKey === null ? says.ofRun : says.ofTask}
      className="@container relative flex h-full min-h-0 flex-1 flex-col"
    >
      <LogToolbar
        {...{ controls, field, found, attempts, canWrap }}
        match={shown.match}
        lines={log.count}
        onStep={shown.step}
        onFirstError={shown.showFirstError}
        onCopy={copy}
        onDownload={() => download.mutate()}
      />
      {[error, lost, download.error].map(
        (each) => each !== null && <FailureNote key={String(each)} error={each} />,
      )}
      {!isKnown ? (
        error === null && (
          <div className="p-5">
            <Skeleton lines={5} />
          </div>
        )
      ) : log.count === 0 ? (
        <NoLines isFiltered={level !== 'info' || attempt !== null} isOver={isOver} />
      ) : (
        <Rows
          handle={rows}
          label={taskKey === null ? says.ofRun : says.ofTask}
          count={log.count}
          isFollowing={isFollowing && !isOver}
          onFollow={setFollowing}
          onRange={onRange}
        >
          {(at) => {
            const line = lineAt(log, at)
            if (line === undefined) return <div className="h-6" />
            const isNewAttempt =
              taskKey !== null &&
              attempt === null &&
              line.attempt > 1 &&
              lineAt(log, at - 1)?.attempt !== line.attempt
            return (
              <LogLine
                {...{ runId, line, isNewAttempt }}
                hasTask={taskKey === null}
                hasTime={hasTimes}
                sought={text}
                isCurrent={shown.isShown(line)}
                onLink={link}
              />
            )
          }}
        </Rows>
      )}
      {!isFollowing && !isOver && log.count > 0 && <FollowButton onFollow={() => setFollowing(true)} />}
    </section>
  )
}

function NoLines({ isFiltered, isOver }: { isFiltered: boolean; isOver: boolean }) {
  if (isFiltered) {
    return (
      <EmptyNote icon={SearchX} title={says.filtered}>
        {says.filteredHint}
      </EmptyNote>
    )
  }
  return (
    <EmptyNote icon={ScrollText} title={isOver ? says.emptyOver : says.empty}>
      {isOver ? says.emptyOverHint : says.emptyHint}
    </EmptyNote>
  )
}
