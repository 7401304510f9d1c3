import type { Execution, WorkTask } from '#shared/contract/compat/work.ts'
import { type AttemptId, type RunId, runIdSchema } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { isTerminal, type Priority, priorities } from '#shared/model/task.ts'
import { type Refusal, RefusalError } from '#shared/refusal.ts'
import { findShown } from '../../app/runs/approvals.ts'
import { withId } from '../../app/use-case.ts'
import { verify } from '../../assignment/verify.ts'
import { listStartable } from '../../engine/select-next.ts'
import type { TaskState } from '../../engine/state.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { Services } from '../wire/context.ts'
import { procedures } from '../wire/procedure.ts'
import { isoOf } from './seed-words.ts'
import {
  requireAgent,
  requireAssigned,
  requireTask,
  workContext,
  workTask,
  workTaskDetail,
} from './work-context.ts'
import { completeTask, updateTaskProgress } from './work-report.ts'
import { getExecutionStats } from './work-stats.ts'

/** Document 004 at its own words. */
export const createWorkHandlers = (services: Services) => ({
  selectNextTask: procedures.work.selectNextTask.handler(({ input }) => selectNextTask(services, input)),
  prepareTaskContext: procedures.work.prepareTaskContext.handler(({ input: { agentId, taskId } }) => {
    const agent = requireAgent(services, agentId)
    const row = requireTask(services, taskId)
    requireAssigned(row, taskId, agentId)
    return workContext(services, row, agent)
  }),
  executeTask: procedures.work.executeTask.handler(({ input, context }) =>
    executeTask(services, input, context.idempotencyKey),
  ),
  getTask: procedures.work.getTask.handler(({ input }) =>
    workTaskDetail(services, requireTask(services, input.taskId)),
  ),
  updateTaskProgress: procedures.work.updateTaskProgress.handler(({ input }) =>
    updateTaskProgress(services, input),
  ),
  completeTask: procedures.work.completeTask.handler(({ input, context }) =>
    completeTask(services, input, context.idempotencyKey),
  ),
  getExecutionStats: procedures.work.getExecutionStats.handler(({ input }) =>
    getExecutionStats(services, input),
  ),
})

interface SelectInput {
  readonly agentId: string
  readonly requireTags: readonly string[]
  readonly limit: number
  readonly maxPriority?: Priority | undefined
  readonly minPriority?: Priority | undefined
}

function selectNextTask(services: Services, input: SelectInput) {
  const { engine, limits, clock, store } = services
  const { agentId, limit, requireTags } = input
  const agent = requireAgent(services, agentId)
  const isPriorityWanted = within(input)
  const isWanted = ({ definition: { tags, priority } }: TaskState) =>
    isPriorityWanted(priority) && requireTags.every((tag) => tags.includes(tag))
  const best = listStartable(engine.state, limits, { agentId, isWanted, limit, at: clock.now() })
  const candidates: WorkTask[] = best.flatMap(({ runId, definition }) => {
    const row = store.tasks.find(runId, definition.key)
    return row === null ? [] : [workTask(services, row)]
  })
  const [task = null] = candidates
  return { task, candidates, reason: task === null ? reasonForNone(services, agent) : null }
}

/** `priorities` begins with the most urgent. */
function within({ maxPriority = 'critical', minPriority = 'low' }: SelectInput) {
  const [from, to] = [priorities.indexOf(maxPriority), priorities.indexOf(minPriority)]
  return (priority: Priority): boolean => {
    const place = priorities.indexOf(priority)
    return place >= from && place <= to
  }
}

function reasonForNone({ engine, limits }: Services, agent: Agent): string {
  const known = engine.state.agents.get(agent.id)
  const verdict = known === undefined ? null : verify(known, [])
  if (verdict !== null && !verdict.available) return verdict.reason
  if (engine.state.live >= limits.global) return 'All slots of Switchyard are taken.'
  return `Nothing that fits is ready for ${agent.id}.`
}

interface ExecuteInput {
  readonly agentId: string
  readonly taskId: string
  readonly leaseMs: number
}

async function executeTask(
  services: Services,
  { agentId, taskId, leaseMs }: ExecuteInput,
  commandId: string | null,
): Promise<Execution> {
  const { engine, clock } = services
  const asked = isoOf(clock.now())
  const agent = requireAgent(services, agentId)
  const row = requireTask(services, taskId)
  const about = { runId: runIdSchema.parse(row.runId), taskKey: row.definition.key }
  const command = { type: 'task.claim', ...about, agentId, leaseMs } as const
  const outcome = await engine.dispatch(command, withId(commandId))
  if (!outcome.ok) return blockedBy(services, { agent, taskId, refused: outcome.error, startedAt: asked })
  const { attemptId } = outcome.value
  if (attemptId === null) throw new Error(`A claim of ${taskId} started no attempt`)
  const { startedAt, leaseUntil } = attemptOf(services, about, attemptId)
  return {
    taskId,
    status: 'in_progress',
    output: workContext(services, requireTask(services, taskId), agent),
    metrics: { startedAt: isoOf(startedAt) },
    token: services.access.createTaskToken(attemptId, leaseUntil),
    leaseUntil: isoOf(leaseUntil),
  }
}

/** Of a request that was repeated late, the attempt may be over: then its lease is, too. */
function attemptOf(
  { store }: Services,
  { runId, taskKey }: { readonly runId: RunId; readonly taskKey: string },
  attemptId: AttemptId,
): { startedAt: number; leaseUntil: number } {
  const number = Number(attemptId.slice(attemptId.lastIndexOf('#') + 1))
  const live = store.tasks.find(runId, taskKey)?.live ?? null
  if (live !== null && live.number === number) {
    return { startedAt: live.startedAt, leaseUntil: live.leaseUntil ?? live.startedAt }
  }
  const ended = store.attempts.listOfTask(runId, taskKey).find((attempt) => attempt.number === number)
  if (ended === undefined) throw new Error(`Attempt ${attemptId} is nowhere`)
  return { startedAt: ended.startedAt, leaseUntil: ended.endedAt ?? ended.startedAt }
}

interface Refused {
  readonly agent: Agent
  readonly taskId: string
  readonly refused: Refusal
  readonly startedAt: string
}

/** What may come right by itself is an answer of document 004; what cannot is a refusal. */
function blockedBy(services: Services, { agent, taskId, refused, startedAt }: Refused): Execution {
  const row = requireTask(services, taskId)
  requireAssigned(row, taskId, agent.id)
  const canWait = refused.code === 'E_STATE' || refused.code === 'E_BUDGET'
  if (!canWait || !isWaiting(row) || agent.kind !== 'external') throw new RefusalError(refused)
  const error = heldBy(services, row) ?? refused.message
  return { taskId, status: 'blocked', error, metrics: { startedAt } }
}

/** Why it waits, by more than its status: of a claim that only this instant refuses, the refusal says it best. */
function heldBy(services: Services, row: StoredTask): string | null {
  if (row.status === 'todo') return null
  const gate = findShown(services, row.approvalId)
  return gate?.kind === 'budget_top_up' ? gate.description : workTask(services, row).reason
}

const isWaiting = ({ status }: StoredTask): boolean => !isTerminal(status) && status !== 'in_progress'
