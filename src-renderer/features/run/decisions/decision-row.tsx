import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { ChevronRight, Workflow } from 'lucide-react'
import { type KeyboardEvent, memo, useId } from 'react'
import type { DecisionSummary, urgencies } from '#shared/model/decisions/decision.ts'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { DecisionSays } from '../../../entities/decisions/decision-answer.tsx'
import { DecisionMark } from '../../../entities/decisions/decision-mark.tsx'
import {
  shortTitle,
  wordOfCost,
  wordOfDecider,
  wordOfFiles,
  wordsOfDecision,
} from '../../../entities/decisions/decision-words.ts'
import { GuardNote } from '../../../entities/decisions/guard-note.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun, useTask } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { inkOfTone, StatusBadge } from '../../../ui/status-badge.tsx'
import { lookOf, statusOfTask, type Tone } from '../../../ui/status-looks.ts'
import { formatInstant, formatTime } from '../../../ui/text/format.ts'
import { MonoBox } from '../../../ui/text/mono-box.tsx'
import { SelectTask, useSelectTask } from '../task/task-link.tsx'

interface DecisionRowProps {
  readonly record: DecisionSummary
  readonly isOpen: boolean
  /** True for the last row of the timeline. */
  readonly isLast: boolean
  /** True if Tab reaches the row. The arrow keys move to the other rows. */
  readonly isReachable: boolean
  readonly onToggle: (number: number) => void
  readonly onFocus: (number: number) => void
  readonly onSelectFrom: (decision: number, taskKey: string) => void
}

/** Ignores handlers: different handler instances behave the same. */
const isSame = (a: DecisionRowProps, b: DecisionRowProps): boolean =>
  a.record === b.record && a.isLast === b.isLast && a.isOpen === b.isOpen && a.isReachable === b.isReachable

export const DecisionRow = memo(function DecisionRow(props: DecisionRowProps) {
  const { record, isOpen, isLast, isReachable, onToggle, onFocus, onSelectFrom } = props
  const { number, decision } = record
  const detailsId = useId()
  const tabIndex = isReachable ? 0 : -1
  return (
    <SelectTask value={(key) => onSelectFrom(number, key)}>
      <li
        onFocus={() => onFocus(number)}
        className="relative flex gap-2 pb-2 [contain-intrinsic-size:auto_104px] [content-visibility:auto] sm:gap-3"
      >
        <div className="flex shrink-0 flex-col items-center">
          <DecisionMark record={record} className="mt-2" />
          {!isLast && <span aria-hidden className="-mb-2 mt-1 w-px flex-1 bg-line-strong" />}
        </div>
        <div
          className={clsx(
            'min-w-0 flex-1 rounded-lg border',
            isOpen ? 'border-line bg-surface' : 'border-transparent',
          )}
        >
          <div
            className={clsx(
              'relative flex flex-col gap-1.5 rounded-lg px-3 py-2.5 transition-colors',
              !isOpen && 'hover:bg-hover',
            )}
          >
            <div className="flex flex-wrap items-start gap-2">
              <h2 className="min-w-0 flex-1 basis-0">
                <button
                  type="button"
                  data-decision={number}
                  tabIndex={tabIndex}
                  aria-expanded={isOpen}
                  aria-controls={detailsId}
                  onClick={() => onToggle(number)}
                  onKeyDown={moveByKey}
                  className={clsx(
                    'w-full break-words text-start font-semibold focus-visible:outline-none',
                    'after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2',
                  )}
                >
                  <span className="sr-only">{words.run.decisions.decision} </span>
                  <span className="tabular me-2 font-medium text-faint">{number}</span>
                  <Words record={record} />
                </button>
              </h2>
              {record.createdTask !== null && (
                <span className="max-sm:order-last max-sm:w-full">
                  <Outcome taskKey={record.createdTask} tabIndex={tabIndex} />
                </span>
              )}
              <ChevronRight
                size={14}
                aria-hidden
                className={clsx(
                  'mt-[3px] shrink-0 text-faint transition-transform',
                  isOpen && 'rotate-90 rtl:-rotate-90',
                )}
              />
            </div>
            <DecisionFacts record={record} tabIndex={tabIndex} />
            {decision.question !== null && record.findings.length === 0 && (
              <p className={clsx('break-words', isOpen ? 'whitespace-pre-wrap' : 'line-clamp-2')}>
                {decision.question}
              </p>
            )}
            {record.findings.length === 0 && (
              <p className={clsx('break-words text-muted', isOpen ? 'whitespace-pre-wrap' : 'line-clamp-2')}>
                {decision.reasoning}
              </p>
            )}
            <GuardNote record={record} isOpen={isOpen} />
          </div>
          <div id={detailsId}>{isOpen && <DecisionDetails record={record} />}</div>
        </div>
      </li>
    </SelectTask>
  )
}, isSame)

function Words({ record }: { record: DecisionSummary }) {
  const taskTitle = useTask(record.createdTask ?? '')?.title ?? null
  const isWait = record.decision.action === 'wait_for_more_tasks'
  const openTasks = useRun(({ tasks }) => (isWait ? countOpenAt(tasks.values(), record.at) : 0))
  return wordsOfDecision(record, { taskTitle, openTasks })
}

function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget, key } = event
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return
  const row = currentTarget.closest('li')
  const other = key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  other?.querySelector<HTMLElement>('[data-decision]')?.focus()
  event.preventDefault()
}

const says = words.run.decisions
const urgencyTones: Record<(typeof urgencies)[number], Tone | null> = {
  low: null,
  normal: null,
  high: 'warning',
  critical: 'failed',
}

/** Line with time, trigger, urgency, decider and cost. */
function DecisionFacts({ record, tabIndex }: { record: DecisionSummary; tabIndex: number }) {
  const { at, after, decision } = record
  const { urgency } = decision
  const tone = urgency === null ? null : urgencyTones[urgency]
  const texts = [wordOfDecider(record), wordOfCost(record), wordOfFiles(decision)]
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted text-sm">
      <li>
        <time dateTime={new Date(at).toISOString()} title={formatInstant(at)} className="tabular">
          {formatTime(at)}
        </time>
      </li>
      <li className="flex min-w-0 max-w-full gap-1">
        {says.after} <After taskKey={after} tabIndex={tabIndex} />
      </li>
      {urgency !== null && (
        <li className={tone === null ? undefined : `font-medium ${inkOfTone(tone)}`}>
          {says.urgency(urgency)}
        </li>
      )}
      {texts.map(
        (text) =>
          text !== null && (
            <li key={text} className="tabular min-w-0 break-words">
              {text}
            </li>
          ),
      )}
    </ul>
  )
}

function After({ taskKey, tabIndex }: { taskKey: string; tabIndex: number }) {
  const select = useSelectTask()
  const task = useTask(taskKey)
  if (task === undefined) return <span className="font-mono">{taskKey}</span>
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      title={says.showNamed(task.title)}
      onClick={() => select(taskKey)}
      className="relative z-10 -my-1 min-h-6 min-w-6 truncate rounded-sm font-medium text-ink hover:text-accent hover:underline"
    >
      {shortTitle(task.title, task.requiredSkills)}
    </button>
  )
}

/** Current state of the created task. */
function Outcome({ taskKey, tabIndex }: { taskKey: string; tabIndex: number }) {
  const select = useSelectTask()
  const task = useTask(taskKey)
  if (task === undefined) return null
  const status = statusOfTask(task)
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-label={says.outcome(task.title, lookOf(status).word)}
      title={says.showNamed(task.title)}
      onClick={() => select(taskKey)}
      className="relative z-10 -my-0.5 shrink-0 rounded-full transition-shadow hover:shadow-low"
    >
      <StatusBadge status={status} isPill />
    </button>
  )
}

/** Number of tasks that were open at a point in time. */
export function countOpenAt(tasks: Iterable<TaskView>, at: number): number {
  let count = 0
  for (const { kind, createdAt, endedAt } of tasks) {
    if (kind === 'task' && createdAt <= at && (endedAt === null || endedAt > at)) count += 1
  }
  return count
}

/** Details of a decision: the delegated task, and the exact prompt and answer. */
function DecisionDetails({ record }: { record: DecisionSummary }) {
  const select = useSelectTask()
  const { decision, createdTask, findings } = record
  const isSaid = findings.length === 0
  return (
    <div className="flex flex-col gap-4 border-line border-t px-3 py-3">
      <DecisionSays decision={decision} without={{ reasoning: true, question: isSaid }} />
      {createdTask !== null && (
        <Button icon={Workflow} className="self-start" onClick={() => select(createdTask)}>
          {words.run.decisions.showTask}
        </Button>
      )}
      <Exchange record={record} />
    </div>
  )
}

/** Loaded on demand, because prompts can be long and numerous. An exchange never changes. */
function Exchange({ record: { runId, number } }: { record: DecisionSummary }) {
  const { orpc } = useRpc()
  const input = { runId, number }
  const whole = useQuery(orpc.goals.getDecision.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY }))
  const { decisions } = words
  return (
    <Fetched query={whole} lines={2}>
      {({ prompt, raw }) => (
        <div className="flex flex-col gap-1">
          <Folded label={decisions.prompt} text={prompt} copyLabel={decisions.copyPrompt} />
          <Folded label={decisions.raw} text={raw} copyLabel={decisions.copyRaw} />
        </div>
      )}
    </Fetched>
  )
}

function Folded({ label, text, copyLabel }: { label: string; text: string; copyLabel: string }) {
  if (text === '') return <p className="text-faint">{words.run.decisions.isEmpty(label)}</p>
  return (
    <details>
      <summary className="-mx-1 min-h-6 w-fit rounded-sm px-1 py-0.5 text-muted hover:text-ink">
        {label}
      </summary>
      <div className="mt-2">
        <MonoBox text={text} copyLabel={copyLabel} isWrapped />
      </div>
    </details>
  )
}
