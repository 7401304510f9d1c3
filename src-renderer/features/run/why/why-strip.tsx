import { ChevronDown, ChevronUp } from 'lucide-react'
import type { Explanation } from '#shared/contract/insight.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { Button } from '../../../ui/controls/button.tsx'
import type { StatusName } from '../../../ui/status-looks.ts'
import { words } from '../../../words/words.ts'
import { Strip } from '../strips/strip.tsx'
import type { StuckKind, StuckTasks } from '../strips/stuck-tasks.ts'
import { ActionButton } from './action-button.tsx'
import { kindsOfCause, sayAction } from './cause.ts'
import { AllCauses } from './why-rows.tsx'

interface WhyStripProps {
  readonly run: RunView
  readonly why: Explanation
  readonly stuck: StuckTasks
  /** All causes and actions are shown. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onSelect: (key: string) => void
}

const says = words.run.why
const looks: Record<StuckKind, StatusName> = {
  waiting: 'needs_you',
  unassigned: 'unassigned',
  held: 'blocked',
}

/** What keeps a run from going on, and the button that helps most; the rest where it is asked for. */
export function WhyStrip({ run, why, stuck, isOpen, onOpen, onSelect }: WhyStripProps) {
  const { roots, actions, isStuck } = why
  const kinds = kindsOfCause(why, stuck)
  const [kind = null] = kinds
  const [first] = actions
  const [root] = roots
  const isAboutMore = kind === null && (root?.count ?? 0) > 1
  const hasMore = isOpen || isAboutMore || roots.length > 1 || actions.length > 1
  const Chevron = isOpen ? ChevronUp : ChevronDown
  return (
    <Strip
      label={labelOf(kind, isStuck)}
      status={kind === null ? (isStuck ? 'blocked' : 'waiting') : looks[kind]}
      title={titleOf(why, kind, stuck)}
      tasks={kinds.flatMap((each) => stuck[each])}
      onSelect={onSelect}
      actions={
        <>
          {!isOpen && first !== undefined && (
            <ActionButton action={first} run={run} onSelect={onSelect} isFirst />
          )}
          {hasMore && (
            <Button look="ghost" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
              {isOpen ? says.less : says.more}
              <Chevron size={14} aria-hidden />
            </Button>
          )}
        </>
      }
      {...(isOpen && { details: <AllCauses {...{ why, run, onSelect }} /> })}
    >
      {sentenceOf(why, kind)}
    </Strip>
  )
}

const labelOf = (kind: StuckKind | null, isStuck: boolean): string =>
  kind === 'waiting' ? words.run.strips.waiting : isStuck ? says.title : says.waits

function titleOf({ isStuck, running }: Explanation, kind: StuckKind | null, stuck: StuckTasks): string {
  const { strips } = words.run
  switch (kind) {
    case 'waiting':
      return strips.waits(stuck.waiting.length)
    case 'unassigned':
      return strips.nothingRuns(strips.hasNobody(stuck.unassigned.length))
    case 'held':
      return strips.nothingRuns(strips.areBlocked(stuck.held.length))
    case null:
      return isStuck || running === 0 ? says.nothingRuns : says.waits
  }
}

/** A gate asks in its own words where it is answered. */
function sentenceOf({ roots, actions, headline, isStuck }: Explanation, kind: StuckKind | null): string {
  const [root] = roots
  if (root === undefined || !isStuck) return headline
  const cause = root.kind === 'gate' && kind === 'waiting' ? '' : root.sentence
  return `${cause} ${sayAction(actions[0])}`.trim()
}
