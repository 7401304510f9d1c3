import { delegationKey } from '#shared/ids.ts'
import type { Approval } from '#shared/model/approval.ts'
import type { AttemptView } from '#shared/model/runs/attempt.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { withMoneyNow } from '../../engine/money-now.ts'
import { explainTask } from '../../engine/views/explain.ts'
import type { StoredAttempt } from '../../store/tables/attempts.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'

/** View of a run. While the run is active, its counts come from the engine. */
export function runView({ engine }: Pick<AppOptions, 'engine'>, row: StoredRun): RunView {
  const {
    projectFolder: _folder,
    crew: _crew,
    isPaused: _paused,
    timeZone: _zone,
    createdSeq: _first,
    gaps: _gaps,
    leftOut: _parts,
    ...run
  } = row
  const open = engine.state.runs.get(run.id)
  if (open === undefined) return { ...run, isRejected: run.outcome === 'rejected' }
  const { changedSeq } = open
  return {
    ...run,
    ...{ counts: { ...open.counts }, groupCounts: { ...open.groupCounts }, isRejected: false, changedSeq },
  }
}

type SeenTask = Omit<StoredTask, 'live' | 'assignedSeq' | 'gates' | 'failures' | 'recoveries'>

/** View of a task. For an unfinished task, the reason why it waits is computed. */
export function taskView({ engine, limits }: AppOptions, row: SeenTask): TaskView {
  const { runId, position, definition, status, agentId, attempts, progress, approvalId } = row
  const { result, createdAt, readyAt, notBefore, startedAt, endedAt, changedSeq, reason } = row
  const view = {
    ...definition,
    ...{ runId, position, status, reason, agentId, attempts, progress, approvalId },
    ...{ result, createdAt, readyAt, notBefore, startedAt, endedAt, changedSeq },
  }
  if (isTerminal(status)) return view
  const run = engine.state.runs.get(runId)
  const task = run?.tasks.get(definition.key)
  if (run === undefined || task === undefined) return view
  return { ...view, reason: explainTask(engine.state, limits, { run, task }) }
}

/** Attempts of a task: the ended ones, and the one in progress. */
export function attemptViews(
  ended: readonly StoredAttempt[],
  { runId, definition, live }: StoredTask,
): AttemptView[] {
  const inFlight = live === null ? [] : [{ ...live, endedAt: null, result: null, failure: null }]
  const all = [...ended.map((attempt) => ({ ...attempt, leaseUntil: null })), ...inFlight]
  return all.map(
    ({ number, agentId, status, startedAt, endedAt, result, failure, reserved, spent, leaseUntil }) => ({
      id: `${runId}/${definition.key}#${number}`,
      delegationKey: delegationKey(definition.key, number),
      ...{ number, agentId, status, startedAt, endedAt, result, failure, reserved, spent, leaseUntil },
    }),
  )
}

/** The approval with the current amounts of money, as a person sees it; null if there is none. */
export function findShown({ store, engine }: AppOptions, approvalId: string | null): Approval | null {
  const approval = approvalId === null ? null : store.approvals.find(approvalId)
  return approval === null ? null : withMoneyNow(engine.state, approval)
}
