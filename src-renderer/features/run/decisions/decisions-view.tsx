import { Signpost } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useLedger } from '../../../stores/ledger-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { FollowButton } from '../follow-button.tsx'
import { useFollowing } from '../use-following.ts'
import { DecisionRow } from './decision-row.tsx'
import { DecisionsEnd } from './decisions-end.tsx'
import { countHidden } from './hidden.ts'

const says = words.run.decisions

interface DecisionsViewProps {
  readonly run: RunView
  /** The number of the one to look at. */
  readonly target: number | null
  readonly onSelectFrom: (decision: number, taskKey: string) => void
}

/** The ledger of a goal as a timeline, oldest first, as a log is read. */
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
      // What is being read must not be pulled away by the next decision.
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

/** Which decisions are unfolded; the one that the address names is, and is scrolled to. */
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
  const toggle = useCallback(
    (number: number) =>
      setOpened((known) => {
        const next = new Set(known)
        if (!next.delete(number)) next.add(number)
        return next
      }),
    [],
  )
  return { list, opened, toggle }
}
