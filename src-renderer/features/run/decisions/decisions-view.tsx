import { Circle, LoaderCircle, type LucideIcon, Signpost } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { assertNever } from '#shared/assert.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { shortTitle } from '../../../entities/decisions/decision-words.ts'
import { toggled } from '../../../graph/selection.ts'
import { useLedger } from '../../../stores/ledger-context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { FollowButton, useFollowing } from '../follow-end.tsx'
import { newestOpen } from '../goal/goal-line.tsx'
import { DecisionRow } from './decision-row.tsx'

const says = words.run.decisions

interface DecisionsViewProps {
  readonly run: RunView
  /** Number of the decision to show; null for none. */
  readonly target: number | null
  readonly onSelectFrom: (decision: number, taskKey: string) => void
}

/** The decisions of a goal as a timeline, oldest first, like a log. */
export function DecisionsView({ run, target, onSelectFrom }: DecisionsViewProps) {
  const { decisions, isKnown, error } = useLedger()
  if (error !== null) {
    return (
      <div className="mx-auto max-w-xl p-6">
        <FailureNote error={error} />
      </div>
    )
  }
  if (!isKnown) {
    return (
      <div className="mx-auto max-w-[880px] p-6">
        <Skeleton lines={6} />
      </div>
    )
  }
  if (decisions.length === 0) return <NoDecisions isOver={isRunOver(run.status)} />
  return <Timeline run={run} target={target} onSelectFrom={onSelectFrom} />
}

function NoDecisions({ isOver }: { isOver: boolean }) {
  return (
    <EmptyNote icon={Signpost} title={isOver ? says.noneOver : says.none}>
      {isOver ? says.noneOverHint : says.noneHint}
    </EmptyNote>
  )
}

function Timeline({ run, target, onSelectFrom }: DecisionsViewProps) {
  const { decisions } = useLedger()
  const isOver = isRunOver(run.status)
  const { box, isFollowing, onScroll, setFollowing } = useFollowing(decisions.length, {
    isAtStart: isOver || target !== null,
  })
  const { list, opened, toggle } = useOpened(target, decisions.length)
  const unfold = useCallback(
    (number: number) => {
      // Stop following, so that the expanded row stays in place when the next decision arrives.
      setFollowing(false)
      toggle(number)
    },
    [setFollowing, toggle],
  )
  const [focused, setFocused] = useState(target ?? 1)
  const [isWhole, setWhole] = useState(false)
  const hidden = isWhole ? 0 : countHidden(decisions.length, target === null ? opened : [...opened, target])
  const reachable = focused > hidden && focused <= decisions.length ? focused : hidden + 1
  return (
    <div className="relative h-full">
      <div ref={box} onScroll={onScroll} className="h-full overflow-auto">
        <div className="mx-auto max-w-[880px] px-3 py-4 sm:px-6">
          {hidden > 0 && (
            <Button className="mb-4 ms-9 sm:ms-10" onClick={() => setWhole(true)}>
              {says.showEarlier(hidden)}
            </Button>
          )}
          <ol ref={list} aria-label={says.label} start={hidden + 1}>
            {decisions.slice(hidden).map((record) => (
              <DecisionRow
                key={record.number}
                record={record}
                isLast={isOver && record.number === decisions.length}
                isOpen={opened.has(record.number)}
                isReachable={record.number === reachable}
                onToggle={unfold}
                onFocus={setFocused}
                onSelectFrom={onSelectFrom}
              />
            ))}
          </ol>
          <DecisionsEnd run={run} />
        </div>
      </div>
      {!isFollowing && !isOver && <FollowButton onFollow={() => setFollowing(true)} />}
    </div>
  )
}

/** Tracks which decisions are expanded. The decision in the address is expanded, scrolled into view and focused. */
function useOpened(target: number | null, count: number) {
  const list = useRef<HTMLOListElement>(null)
  const isThere = target !== null && target <= count
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  useEffect(() => {
    if (!isThere) return
    setOpened((known) => new Set(known).add(target))
    const head = list.current?.querySelector<HTMLElement>(`[data-decision="${target}"]`)
    head?.scrollIntoView({ block: 'center' })
    head?.focus({ preventScroll: true })
  }, [target, isThere])
  const toggle = useCallback((number: number) => setOpened((known) => toggled(known, number)), [])
  return { list, opened, toggle }
}

/** Shown below the newest decision: the reason why the next one is pending. */
function DecisionsEnd({ run }: { run: RunView }) {
  const open = useRun(({ tasks }) => newestOpen(tasks.values()))
  switch (run.status) {
    case 'done':
    case 'failed':
    case 'cancelled':
      return null
    case 'stopping':
      return <End icon={Circle}>{says.end.stopping}</End>
    case 'paused':
      return <End icon={Circle}>{says.end.paused}</End>
    case 'running':
    case 'waiting':
      if (open === null) {
        return (
          <End icon={LoaderCircle} isBusy>
            {run.goal?.decider === 'model' ? says.end.asked : says.end.deciding}
          </End>
        )
      }
      return <End icon={Circle}>{wordsOfWait(open)}</End>
    default:
      return assertNever(run.status, 'run status')
  }
}

function wordsOfWait({ status, title, requiredSkills }: TaskView): string {
  if (status === 'awaiting_input' || status === 'awaiting_approval') {
    return says.end.afterAnswer
  }
  return says.end.afterTask(shortTitle(title, requiredSkills))
}

interface EndProps {
  readonly icon: LucideIcon
  readonly isBusy?: boolean
  readonly children: ReactNode
}

function End({ icon: Icon, isBusy = false, children }: EndProps) {
  return (
    <p className="appearing flex items-start gap-2 pb-12 text-muted sm:gap-3">
      <span className="inline-flex w-7 shrink-0 justify-center pt-[3px]">
        <Icon size={14} aria-hidden className={isBusy ? 'turning text-running' : 'text-faint'} />
      </span>
      <span className="min-w-0 break-words border border-transparent px-3">{children}</span>
    </p>
  )
}

/** Number of decisions rendered at first. A button reveals the earlier ones. */
const drawnAtOnce = 100
/** Decisions are hidden in portions, so that visible ones do not move with every new decision. */
const portion = 50

/** Number of earliest decisions to hide. Expanded and targeted decisions are never hidden. */
export function countHidden(count: number, shown: Iterable<number>): number {
  const surplus = Math.max(0, Math.floor((count - drawnAtOnce) / portion) * portion)
  let hidden = surplus
  for (const number of shown) hidden = Math.min(hidden, Math.max(0, number - 1))
  return hidden
}
