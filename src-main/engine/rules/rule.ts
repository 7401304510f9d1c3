import type { BuildResponse } from '#shared/contract/compat/seed.ts'
import type { EventBody } from '#shared/events.ts'
import type { AttemptId, PlanId, RunId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { EngineState, Placed, RunState } from '../state.ts'
import { openTasks } from '../transitions.ts'

/**
 * A rule turns (state, command) into events or a refusal, without a clock, new ids or I/O. `emit` projects each event
 * at once, so that the following code sees its effect. A rule refuses before it emits.
 */
export interface Rule {
  readonly state: EngineState
  readonly at: number
  readonly emit: (event: EventBody) => void
  readonly limits: Limits
}

/** Maximum tasks in one event: large enough to make big plans cheap, small enough to read one task quickly. */
export const portion = 100

export interface Limits {
  /** Maximum number of running attempts over all runs (E4). */
  readonly global: number
  /** Identifies the account that an agent uses, such as a key with its provider; null: an account of its own. */
  readonly accountOf?: (agent: Agent) => string | null
}

/** The answer to a command, stored as its receipt. */
export interface Answer {
  readonly runId: RunId | null
  readonly build: BuildResponse | null
  readonly planIds: readonly PlanId[]
  /** The attempt that a claim started; null for other commands. */
  readonly attemptId: AttemptId | null
}

export const noAnswer: Answer = { runId: null, build: null, planIds: [], attemptId: null }
export type Outcome = Result<Answer, Refusal>
/** Undefined: the command succeeded, and the answer contains only the run that it names. */
export type Ruling = Outcome | undefined

/** The run, if it can still change; otherwise `E_STATE`. */
export function requireOpenRun(state: EngineState, runId: RunId): Result<RunState, Refusal> {
  const run = state.runs.get(runId)
  if (run !== undefined && run.status !== 'stopping' && hasOpenTask(run)) return ok(run)
  return refuse('E_STATE', 'run_not_running', { run: runId })
}

/** A run without open tasks or pending goal is over, even if the turn that ended it has not emitted this yet. */
const hasOpenTask = (run: RunState): boolean =>
  (run.goal !== null && run.goal.end === null) || openTasks(run) > 0

/** The task, if it has not ended. */
export function requireOpenTask(
  state: EngineState,
  { runId, taskKey }: { readonly runId: RunId; readonly taskKey: string },
): Result<Placed, Refusal> {
  const run = requireOpenRun(state, runId)
  if (!run.ok) return run
  const task = run.value.tasks.get(taskKey)
  if (task === undefined) {
    return refuse('E_NOT_FOUND', 'task_not_found', { task: taskKey, field: 'taskKey' })
  }
  if (task.endedAt === null) return ok({ run: run.value, task })
  return refuse('E_STATE', 'task_finished', { task: taskKey, status: task.status })
}
