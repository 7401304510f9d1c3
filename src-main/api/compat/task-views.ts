import type { SeedSubtask, SeedTask } from '#shared/contract/compat/tasks.ts'
import type { Approval } from '#shared/model/approval.ts'
import { addMinor, type Transaction } from '#shared/model/money.ts'
import type { ReadRequest, Requested } from '../../app/requests/requests.ts'
import type { TaskReading } from '../../app/runs/task-reading.ts'
import { requestTags } from '../../planning/requests/task-request.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import { isoOf, isoOrNull, seedStatusOf } from './seed-words.ts'

type Owner = Pick<Requested, 'run' | 'wholeKey'>

export const idOfTask = ({ run, wholeKey }: Owner, taskKey: string): string =>
  taskKey === wholeKey ? run.id : `${run.id}.${taskKey}`

export const isWhole = ({ task, wholeKey }: Requested): boolean => task.definition.key === wholeKey

export const amountOf = (amountMinor: number): string => (amountMinor / 100).toFixed(2)

export function seedTask({ reading, subtasks, movements, ...requested }: ReadRequest): SeedTask {
  const viewOf = (each: TaskReading): SeedSubtask => viewTask(each, requested, movements)
  return {
    ...viewOf(reading),
    ...(isWhole(requested) && { title: requested.run.title, transaction: settledOf(movements) }),
    subtasks: subtasks.map(viewOf),
  }
}

function viewTask(
  { row, view, result, failure, approval }: TaskReading,
  owner: Owner,
  movements: readonly Transaction[],
): SeedSubtask {
  const { definition, status } = row
  const isOver = row.endedAt !== null
  const why = view.reason?.message ?? null
  return {
    id: idOfTask(owner, definition.key),
    title: definition.title,
    command: tagged(row, requestTags.command),
    description: definition.description,
    status: seedStatusOf[status],
    status_detail: status === 'skipped' || status === 'cancelled' ? status : null,
    result,
    error: failure ?? (isOver && status !== 'done' ? why : null),
    reason: isOver ? null : why,
    agent: row.agentId,
    intent: intentOf(row),
    depends_on: definition.dependsOn.map((key) => idOfTask(owner, key)),
    project_id: owner.run.projectId,
    approval: approvalOf(approval),
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

/** Sum of the settled amounts; null if there are none. A request has a single currency. */
function settledOf(movements: readonly Transaction[]): SeedSubtask['transaction'] {
  const settled = movements.filter(({ kind }) => kind === 'settle')
  const [last] = settled
  if (last === undefined) return null
  const sum = settled.reduce((total, { amountMinor }) => addMinor(total, amountMinor), 0)
  return { amount: amountOf(sum), currency: last.currency, created_at: isoOf(last.at) }
}
