import { isRunOver, type RunStatus } from '#shared/model/runs/run.ts'
import {
  type DecidedOutcome,
  decideOutcome,
  maxListedGaps,
  statusOfOutcome,
} from '#shared/model/runs/run-outcome.ts'
import { slotsTaken } from '../../assignment/verify.ts'
import { agentOfBucket, holdOf, isAnsweredBucket, isReviewDue } from '../run-state.ts'
import type { EngineState, RunState, TaskState } from '../state.ts'
import { openTasks } from '../transitions.ts'
import type { Rule } from './rule.ts'

/**
 * Job: sets the status of a run after each turn, and its outcome at the end (ADR 0036). The event that ends a run
 * carries the outcome and the gaps, so that lists, webhooks and exit codes read the same value.
 */

/** Emits an event if the status of a run has changed. Called once per turn and changed run, after scheduling. */
export function settleRun(rule: Rule, run: RunState): void {
  if (isRunOver(run.status)) return
  if (isAtEnd(run)) {
    const { outcome, gaps } = outcomeOf(run)
    const listed = { gaps: gaps.slice(0, maxListedGaps), gapCount: gaps.length }
    rule.emit({ type: 'run.settled', runId: run.id, status: statusOfOutcome(outcome), outcome, ...listed })
    return
  }
  const status = statusOf(rule, run)
  if (status === run.status) return
  rule.emit({ type: 'run.settled', runId: run.id, status, outcome: null, gaps: [], gapCount: null })
}

/** True if no task is open and no decision will follow. */
const isAtEnd = (run: RunState): boolean =>
  openTasks(run) === 0 && (run.status === 'stopping' || run.goal === null || run.goal.end !== null)

/** The outcome of a run at its end; for an open run, the gaps so far. */
export function outcomeOf(run: RunState): DecidedOutcome {
  return decideOutcome({
    runId: run.id,
    isCancelled: run.status === 'stopping',
    isGivenUp: run.goal?.end === 'given_up',
    tasks: [...run.tasks.values()].map((task) => ({
      ...{ definition: task.definition, status: task.status, reason: task.reason, files: task.files },
      ...{ endedAt: task.endedAt, changedSeq: task.changedSeq, uncheckedCount: countUnchecked(task) },
    })),
    followedUp: listFollowedUp(run),
    leftOut: run.leftOut,
  })
}

/**
 * Number of checks not met. Results of attempts have passed all checks; a result accepted by a person or reused from
 * an earlier run may not have.
 */
function countUnchecked({ definition: { doneWhen = [] }, result }: TaskState): number {
  if (doneWhen.length === 0 || result === null) return 0
  const passed = (result.checks ?? []).filter(({ isMet }) => isMet).length
  return Math.max(0, doneWhen.length - passed)
}

/** Failed tasks of a goal whose failure the decider knew when it created a task that succeeded. */
function listFollowedUp({ goal, tasks }: RunState): Set<string> {
  const followedUp = new Set<string>()
  let isFollowedUp = false
  for (const { after, created } of (goal?.followUps ?? []).toReversed()) {
    if (created !== null && tasks.get(created)?.status === 'done') isFollowedUp = true
    if (isFollowedUp) followedUp.add(after)
  }
  return followedUp
}

function statusOf({ state }: Rule, run: RunState): RunStatus {
  const hold = holdOf(run)
  if (hold !== null) return hold
  // With no open task, the next step of a goal is a pending decision.
  if (run.goal !== null && openTasks(run) === 0) return run.goal.undecided.size > 0 ? 'running' : 'waiting'
  if (run.live > 0) return 'running'
  const goesOn = (bucket: string) => !isHeldByPeople(state, bucket)
  if (!isReviewDue(run) && [...run.ready.buckets()].some(goesOn)) return 'running'
  // A task that waits for an instant continues without a person.
  for (const task of run.todo) if (task.notBefore !== null || isMoneyHeld(state, task)) return 'running'
  return 'waiting'
}

/** True if the tasks wait for a worker to pull them, or for a person whose open Inbox items use all slots. */
function isHeldByPeople({ agents }: EngineState, bucket: string): boolean {
  const found = agents.get(agentOfBucket(bucket))
  if (found === undefined || isAnsweredBucket(bucket)) return false
  return (
    found.agent.kind === 'external' || (found.inbox.size > 0 && slotsTaken(found) >= found.agent.capacity)
  )
}

/** Reserved money of other tasks may be freed without a person's action. */
const isMoneyHeld = ({ accounts }: EngineState, { reason }: TaskState): boolean =>
  reason?.account !== undefined && (accounts.get(reason.account)?.reservedMinor ?? 0) > 0
