import type { AttemptId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { isWaiting } from '#shared/model/task.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'
import { readTask } from '../runs/task-reading.ts'
import { type InputOf, withId } from '../use-case.ts'
import { findEnded, nameOfAttempt, requireAgent, requireAssigned, requireTask } from './common.ts'
import { readContext, type TaskContext } from './context.ts'

type Claim = InputOf<'work', 'executeTask'>

/** An attempt with the token for its reports, or the reason why the task waits. */
type Claimed =
  | {
      readonly state: 'started'
      readonly context: TaskContext
      readonly startedAt: number
      readonly leaseUntil: number
      readonly token: string
    }
  | { readonly state: 'waiting'; readonly reason: string; readonly askedAt: number }

export async function claimTask(
  options: AppOptions,
  { agentId, taskId, leaseMs }: Claim,
  commandId: string | null,
): Promise<Result<Claimed, Refusal>> {
  const { engine, clock, tokens } = options
  const askedAt = clock.now()
  const agent = requireAgent(options, agentId)
  if (!agent.ok) return agent
  const row = requireTask(options, taskId)
  if (!row.ok) return row
  const about = { runId: row.value.runId, taskKey: row.value.definition.key }
  const command = { type: 'task.claim', ...about, agentId, leaseMs } as const
  const outcome = await engine.dispatch(command, withId(commandId))
  if (!outcome.ok) return waitOrRefuse(options, { agent: agent.value, taskId, error: outcome.error, askedAt })
  const { attemptId } = outcome.value
  if (attemptId === null) throw new Error(`The claim of ${taskId} started no attempt`)
  const context = readContext(options, row.value, agent.value)
  if (!context.ok) return context
  const { startedAt, leaseUntil } = leaseOf(options, attemptId)
  const token = tokens.createTaskToken(attemptId, leaseUntil)
  return ok({ state: 'started', context: context.value, startedAt, leaseUntil, token })
}

/** Start and lease of an attempt. If the request is repeated late, the attempt and its lease may have ended. */
function leaseOf(options: AppOptions, attemptId: AttemptId): { startedAt: number; leaseUntil: number } {
  const { runId, taskKey, number } = nameOfAttempt(attemptId)
  const live = options.store.tasks.find(runId, taskKey)?.live ?? null
  if (live !== null && live.number === number) {
    return { startedAt: live.startedAt, leaseUntil: live.leaseUntil ?? live.startedAt }
  }
  const ended = findEnded(options, attemptId)
  if (ended === null) throw new Error(`Attempt ${attemptId} does not exist`)
  return { startedAt: ended.startedAt, leaseUntil: ended.endedAt ?? ended.startedAt }
}

interface Refused {
  readonly agent: Agent
  readonly taskId: string
  readonly error: Refusal
  readonly askedAt: number
}

/** A task that can still become ready waits; any other task is refused. */
function waitOrRefuse(
  options: AppOptions,
  { agent, taskId, error, askedAt }: Refused,
): Result<Claimed, Refusal> {
  const row = requireTask(options, taskId)
  if (!row.ok) return row
  const unassigned = requireAssigned(row.value, taskId, agent.id)
  if (unassigned !== null) return unassigned
  const canWait = error.code === 'E_STATE' || error.code === 'E_BUDGET'
  if (!canWait || !isWaiting(row.value) || agent.kind !== 'external') return err(error)
  return ok({ state: 'waiting', reason: reasonOf(options, row.value) ?? error.message, askedAt })
}

/** Reason why a task waits. Null for a ready task: its refusal says more than its status. */
function reasonOf(options: AppOptions, row: StoredTask): string | null {
  if (row.status === 'todo') return null
  const { approval, failure, view } = readTask(options, row)
  if (approval?.kind === 'budget_top_up') return approval.description
  return failure ?? view.reason?.message ?? null
}
