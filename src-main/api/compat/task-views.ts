import type { SeedSubtask, SeedTask } from '#shared/contract/compat/tasks.ts'
import type { Approval } from '#shared/model/approval.ts'
import { addMinor, type Transaction } from '#shared/model/money.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { findShown } from '../../app/runs/approvals.ts'
import { taskView } from '../../app/runs/views.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { parentKey, requestTags, taskRequestKey } from '../../planning/requests/task-request.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { Services } from '../wire/context.ts'
import { failureTextOf } from './results.ts'
import { isoOf, isoOrNull, seedStatusOf } from './seed-words.ts'

/** More movements than the few tasks of a request make. */
const maxTransactions = 1000
const firstKey = 'task-001'

export interface RequestedTask {
  readonly run: StoredRun
  /** The one that stands for the whole request, or the subtask that was named. */
  readonly task: StoredTask
  /** Of the one that stands for the whole request; null in a run that no request made. */
  readonly wholeKey: string | null
}

/** The request that this run was made for; null when it was made for something else. */
export function findRequest({ store }: Services, runId: string): RequestedTask | null {
  const run = store.runs.find(runId)
  if (run === null || run.planKey !== taskRequestKey) return null
  const task = store.tasks.find(runId, parentKey) ?? store.tasks.find(runId, firstKey)
  return task === null ? null : { run, task, wholeKey: task.definition.key }
}

/** By the id of a request, which is its run's, or of any one task, `<run id>.<task key>`. */
export function requireRequested(services: Services, id: string): RequestedTask {
  const dot = id.indexOf('.')
  const whole = findRequest(services, dot < 0 ? id : id.slice(0, dot))
  if (dot < 0 && whole !== null) return whole
  const { store } = services
  const run = dot < 0 ? null : store.runs.find(id.slice(0, dot))
  const task = dot < 0 ? null : store.tasks.find(id.slice(0, dot), id.slice(dot + 1))
  if (run !== null && task !== null) return { run, task, wholeKey: whole?.wholeKey ?? null }
  throw new RefusalError(refusal('E_NOT_FOUND', `Task not found: ${id}`, 'Check its id.', { field: 'id' }))
}

type Owner = Pick<RequestedTask, 'run' | 'wholeKey'>

export const idOfTask = ({ run, wholeKey }: Owner, taskKey: string): string =>
  taskKey === wholeKey ? run.id : `${run.id}.${taskKey}`

export const isWhole = ({ task, wholeKey }: RequestedTask): boolean => task.definition.key === wholeKey

export const amountOf = (amountMinor: number): string => (amountMinor / 100).toFixed(2)

export function seedTask(services: Services, requested: RequestedTask): SeedTask {
  const { run, task } = requested
  const movements = services.store.budgets.listTransactions({
    before: Number.MAX_SAFE_INTEGER,
    runId: run.id,
    projectId: null,
    limit: maxTransactions,
  })
  const viewOf = (row: StoredTask): SeedSubtask => viewTask(services, { ...requested, row, movements })
  const children = task.definition.kind === 'group' ? services.store.tasks.listOfRun(run.id) : []
  return {
    ...viewOf(task),
    ...(isWhole(requested) && { title: run.title, transaction: settledOf(movements) }),
    subtasks: children.filter(({ definition }) => definition.parent === task.definition.key).map(viewOf),
  }
}

interface Viewed extends Owner {
  readonly row: StoredTask
  readonly movements: readonly Transaction[]
}

function viewTask(services: Services, { row, movements, ...owner }: Viewed): SeedSubtask {
  const { definition, status } = row
  const view = taskView(services, row)
  const isOver = row.endedAt !== null
  const why = view.reason?.message ?? null
  return {
    id: idOfTask(owner, definition.key),
    title: definition.title,
    command: tagged(row, requestTags.command),
    description: definition.description,
    status: seedStatusOf[status],
    status_detail: status === 'skipped' || status === 'cancelled' ? status : null,
    result: findResult(services.store, row),
    error: failureTextOf(services, row) ?? (isOver && status !== 'done' ? why : null),
    reason: isOver ? null : why,
    agent: row.agentId,
    intent: intentOf(row),
    depends_on: definition.dependsOn.map((key) => idOfTask(owner, key)),
    project_id: owner.run.projectId,
    approval: approvalOf(findShown(services, row.approvalId)),
    transaction: settledOf(movements.filter(({ taskKey }) => taskKey === definition.key)),
    created_at: isoOf(row.createdAt),
    started_at: isoOrNull(row.startedAt),
    completed_at: isoOrNull(row.endedAt),
  }
}

const tagged = ({ definition: { tags } }: StoredTask, prefix: string): string | null =>
  tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length) ?? null

function intentOf(row: StoredTask): SeedSubtask['intent'] {
  const [agent_type, confidence] = [tagged(row, requestTags.intent), tagged(row, requestTags.confidence)]
  return agent_type === null || confidence === null ? null : { agent_type, confidence }
}

function approvalOf(approval: Approval | null): SeedSubtask['approval'] {
  if (approval === null) return null
  const { id, question, hash, answeredBy: answered_by } = approval
  return { id, status: approvalStatusOf(approval), question, hash, answered_by }
}

function approvalStatusOf({ answer, closed }: Approval): NonNullable<SeedSubtask['approval']>['status'] {
  if (closed !== null) return closed === 'expired' ? 'EXPIRED' : 'WITHDRAWN'
  if (answer === null) return 'PENDING'
  return answer === 'reject' || answer === 'fail' ? 'REJECTED' : 'APPROVED'
}

/** All that was settled, in the one currency that a request has. */
function settledOf(movements: readonly Transaction[]): SeedSubtask['transaction'] {
  const settled = movements.filter(({ kind }) => kind === 'settle')
  const [last] = settled
  if (last === undefined) return null
  const sum = settled.reduce((total, { amountMinor }) => addMinor(total, amountMinor), 0)
  return { amount: amountOf(sum), currency: last.currency, created_at: isoOf(last.at) }
}
