import type { BuildResponse } from '#shared/contract/compat/seed.ts'
import type { EventBody } from '#shared/events.ts'
import type { AttemptId, PlanId, RunId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { EngineState, Placed, RunState } from '../state.ts'
import { openTasks } from '../transitions.ts'

/**
 * A rule turns (state, command) into events or a refusal. It has no clock, makes no ids and does no I/O. It says its
 * events through `emit`, which projects each at once, so that the next line sees it; a rule refuses before it emits.
 */
export interface Rule {
  readonly state: EngineState
  readonly at: number
  readonly emit: (event: EventBody) => void
  readonly limits: Limits
}

/** Tasks in one event about many: enough to make a big plan cheap, few enough to read one of them quickly. */
export const portion = 100

export interface Limits {
  /** Attempts in flight over all runs (E4). */
  readonly global: number
  /** Names the account that an agent uses, such as a key with its provider; null: nobody else's. */
  readonly accountOf?: (agent: Agent) => string | null
}

/** The answer to a command, stored as its receipt. */
export interface Answer {
  readonly runId: RunId | null
  readonly build: BuildResponse | null
  readonly planIds: readonly PlanId[]
  /** The attempt that a claim started. */
  readonly attemptId: AttemptId | null
}

export const noAnswer: Answer = { runId: null, build: null, planIds: [], attemptId: null }
export type Outcome = Result<Answer, Refusal>
/** Nothing: the command is carried out, and there is no more to answer than the run that it names. */
export type Ruling = Outcome | undefined

/** The run, if there is still something of it to change. */
export function requireOpenRun(state: EngineState, runId: RunId): Result<RunState, Refusal> {
  const run = state.runs.get(runId)
  if (run !== undefined && run.status !== 'stopping' && hasOpenTask(run)) return ok(run)
  return refuse('E_STATE', 'run_not_running', { run: runId })
}

/** With no open task it is over, though the turn that ended it may not have said so yet. */
const hasOpenTask = (run: RunState): boolean =>
  (run.goal !== null && run.goal.end === null) || openTasks(run) > 0

/** The task, if it is not over. */
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
