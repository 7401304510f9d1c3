import type { AttemptId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'

/** The task named `<run id>/<task key>`; a refusal if there is none. */
export function requireTask(
  { store }: Pick<AppOptions, 'store'>,
  taskId: string,
): Result<StoredTask, Refusal> {
  const slash = taskId.indexOf('/')
  const row = slash < 0 ? null : store.tasks.find(taskId.slice(0, slash), taskId.slice(slash + 1))
  if (row !== null) return ok(row)
  return refuse('E_NOT_FOUND', 'task_id_not_found', { task: taskId, field: 'taskId' })
}

export function requireAgent(
  { engine }: Pick<AppOptions, 'engine'>,
  agentId: string,
): Result<Agent, Refusal> {
  const known = engine.state.agents.get(agentId)
  if (known !== undefined) return ok(known.agent)
  return refuse('E_NOT_FOUND', 'agent_not_found', { agent: agentId, field: 'agentId' })
}

/** Null if the task is assigned to the agent; otherwise the refusal. */
export function requireAssigned(row: StoredTask, taskId: string, agentId: string) {
  if (row.agentId === agentId) return null
  return refuse('E_STATE', 'task_not_assigned', { task: taskId, agent: agentId, field: 'taskId' })
}

export interface AttemptName {
  readonly runId: string
  readonly taskKey: string
  readonly number: number
}

/** Parses `<run id>/<task key>#<number>`. A task key may contain `/` and `#`. */
export function nameOfAttempt(attemptId: AttemptId): AttemptName {
  const [slash, hash] = [attemptId.indexOf('/'), attemptId.lastIndexOf('#')]
  return {
    runId: attemptId.slice(0, slash),
    taskKey: attemptId.slice(slash + 1, hash),
    number: Number(attemptId.slice(hash + 1)),
  }
}

/** The ended attempt; null while the attempt is in progress. */
export function findEnded({ store }: Pick<AppOptions, 'store'>, attemptId: AttemptId) {
  const { runId, taskKey, number } = nameOfAttempt(attemptId)
  return store.attempts.listOfTask(runId, taskKey).find((attempt) => attempt.number === number) ?? null
}
