import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Signpost, ThumbsDown, ThumbsUp } from 'lucide-react'
import type { DecisionFilter, DecisionPlace, FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { words } from '#shared/words/words.ts'
import { DecisionMark } from '../../entities/decisions/decision-mark.tsx'
import {
  shortTitle,
  wordOfCost,
  wordOfDecider,
  wordsOfDecision,
} from '../../entities/decisions/decision-words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ButtonLink } from '../../ui/controls/button-link.tsx'
import type { Fetch } from '../../ui/fetched.tsx'
import { FoundList } from '../../ui/lists/loaded-list.tsx'
import { usePages } from '../../ui/lists/use-pages.ts'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { formatDay, formatDuration, formatTime, isoDay } from '../../ui/text/format.ts'
import type { DecisionsSearch } from './decisions-search.ts'

interface DecisionsListProps {
  readonly found: Fetch<unknown>
  readonly decisions: readonly FoundDecision[]
  readonly shown: number | null
  readonly search: DecisionsSearch
  readonly onEnd: () => void
  readonly onStep: (by: number) => void
  readonly onClear: () => void
}

export function DecisionsList(props: DecisionsListProps) {
  const { found, decisions, shown, search, onEnd, onStep, onClear } = props
  return (
    <FoundList
      label={words.decisions.list}
      found={found}
      rows={decisions}
      rowKey={({ runId, number }) => `${runId} ${number}`}
      estimate={92}
      onEnd={onEnd}
      onStep={onStep}
      shown={shown}
      empty={<Nothing isNarrowed={search.q !== undefined} onClear={onClear} />}
    >
      {(decision, at) => (
        <DecisionItem
          decision={decision}
          before={decisions[at - 1] ?? null}
          isChosen={at === shown}
          search={search}
        />
      )}
    </FoundList>
  )
}

function Nothing({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (!isNarrowed) {
    return (
      <EmptyNote
        icon={Signpost}
        title={words.decisions.emptyTitle}
        action={
          <ButtonLink to="/" search={{}}>
            {words.decisions.start}
          </ButtonLink>
        }
      >
        {words.decisions.emptyText}
      </EmptyNote>
    )
  }
  return <NoMatch title={words.decisions.noMatch} clear={words.decisions.clear} onClear={onClear} />
}

interface DecisionItemProps {
  readonly decision: FoundDecision
  /** The previous decision in the list. */
  readonly before: FoundDecision | null
  readonly isChosen: boolean
  readonly search: DecisionsSearch
}

/** An entry of the timeline. The first decision of a day shows the date. */
function DecisionItem({ decision: record, before, isChosen, search }: DecisionItemProps) {
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
        <span className="relative flex w-7 shrink-0 justify-center">
          <span aria-hidden className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
          <DecisionMark record={record} className="relative mt-2.5" />
        </span>
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

function MarkIcon({ mark }: { mark: 'good' | 'bad' }) {
  const Icon = mark === 'good' ? ThumbsUp : ThumbsDown
  return (
    <span title={words.decisions.marks[mark]} className={mark === 'good' ? 'text-done' : 'text-failed'}>
      <Icon size={14} aria-hidden />
      <span className="sr-only">{words.decisions.marks[mark]}</span>
    </span>
  )
}

const pageSize = 50

/** Decisions of all runs, loaded page by page on scroll. */
export function useDecisionList(filter: DecisionFilter) {
  const { orpc } = useRpc()
  const found = useInfiniteQuery(
    orpc.goals.findDecisions.infiniteOptions({
      input: (below: DecisionPlace | null) => ({ filter, below, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => {
        const last = page.length < pageSize ? undefined : page.at(-1)
        return last === undefined ? undefined : { at: last.at, runId: last.runId, number: last.number }
      },
      placeholderData: keepPreviousData,
    }),
  )
  const { rows: decisions, goOn } = usePages(found)
  return { found, decisions, goOn }
}
