import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import type { FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { lookOfDecision } from '../../entities/decisions/decision-look.ts'
import {
  shortTitle,
  wordOfCost,
  wordOfDecider,
  wordsOfDecision,
} from '../../entities/decisions/decision-words.ts'
import { groundOfTone, inkOfTone, StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { formatDuration, formatTime } from '../../ui/text/format.ts'
import { formatDay, isoDay } from '../../ui/text/format-day.ts'
import { words } from '../../words/words.ts'
import type { DecisionsSearch } from './decisions-search.ts'

interface DecisionItemProps {
  readonly decision: FoundDecision
  /** The one above it in the list. */
  readonly before: FoundDecision | null
  readonly isChosen: boolean
  readonly search: DecisionsSearch
}

/** A decision on the axis of time: a day is said where it begins. */
export function DecisionItem({ decision: record, before, isChosen, search }: DecisionItemProps) {
  const { runId, number, runTitle, at, decision, findings, outcome, tookMs, mark } = record
  const isNewDay = before === null || isoDay(before.at) !== isoDay(at)
  const facts = [
    wordOfDecider(record),
    tookMs === null ? null : formatDuration(tookMs),
    wordOfCost(record),
    words.decisions.afterTask(shortTitle(record.afterTitle ?? record.after, [])),
  ].filter((fact) => fact !== null)
  return (
    <>
      {isNewDay && (
        <p className="border-line border-b bg-sunken px-4 py-1 font-medium text-muted text-sm">
          {formatDay(at)}
        </p>
      )}
      <Link
        to="/decisions"
        search={{ ...search, run: runId, number: String(number) }}
        replace
        aria-current={isChosen ? 'true' : undefined}
        className={clsx(
          'flex items-stretch gap-3 pe-4 ps-3 outline-offset-[-2px] transition-colors',
          isChosen ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <time
          dateTime={new Date(at).toISOString()}
          className="tabular w-16 shrink-0 py-3 text-end text-muted text-sm max-sm:hidden"
        >
          {formatTime(at)}
        </time>
        <Mark record={record} />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5 border-line border-b py-2.5">
          <span className="flex min-w-0 items-start gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">
              {wordsOfDecision(record, { taskTitle: outcome?.title ?? null, openTasks: 0 })}
            </span>
            {mark !== null && <MarkIcon mark={mark.mark} />}
            {outcome !== null && <StatusBadge status={statusOfTask(outcome)} />}
          </span>
          <span className="min-w-0 truncate text-muted text-sm">
            <span className="tabular">#{number}</span> {runTitle} · {facts.join(' · ')}
          </span>
          <span className="flex min-w-0 gap-2 text-sm">
            {findings.length > 0 && (
              <span className="shrink-0 font-medium text-warning">{words.decisions.guardRefused}</span>
            )}
            <span className="min-w-0 truncate">{findings[0]?.message ?? decision.reasoning}</span>
          </span>
        </span>
      </Link>
    </>
  )
}

/** On the line that joins the decisions. */
function Mark({ record }: { record: FoundDecision }) {
  const { icon: Icon, tone } = lookOfDecision(record)
  return (
    <span className="relative flex w-7 shrink-0 justify-center">
      <span aria-hidden className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      <span
        className={clsx(
          'relative mt-2.5 inline-flex size-7 items-center justify-center rounded-full',
          inkOfTone(tone),
          groundOfTone(tone),
        )}
      >
        <Icon size={14} strokeWidth={2.25} aria-hidden />
      </span>
    </span>
  )
}

function MarkIcon({ mark }: { mark: 'good' | 'bad' }) {
  const Icon = mark === 'good' ? ThumbsUp : ThumbsDown
  return (
    <span title={words.decisions.marks[mark]} className={mark === 'good' ? 'text-done' : 'text-failed'}>
      <Icon size={14} aria-hidden />
      <span className="sr-only">{words.decisions.marks[mark]}</span>
    </span>
  )
}
