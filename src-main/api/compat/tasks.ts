import { present } from '#shared/assert.ts'
import {
  maxWaitSeconds,
  type SeedTask,
  type SeedTransaction,
  type TaskRequest,
} from '#shared/contract/compat/tasks.ts'
import { runIdSchema } from '#shared/ids.ts'
import { formatMoney, type Money } from '#shared/model/money.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { requireFolder } from '../../app/plans/folders.ts'
import { buildRun, leaveOut } from '../../app/runs/build-run.ts'
import { isRepeated } from '../../app/use-case.ts'
import { findUncovered } from '../../engine/views/balances.ts'
import { planOfTaskRequest, taskRequestKey } from '../../planning/requests/task-request.ts'
import type { Services } from '../wire/context.ts'
import { procedures, unwrap } from '../wire/procedure.ts'
import { waitUntil } from '../wire/wait-until.ts'
import { isoOf } from './seed-words.ts'
import { auditEntriesOf } from './task-audit.ts'
import {
  amountOf,
  findRequest,
  idOfTask,
  isWhole,
  type RequestedTask,
  requireRequested,
  seedTask,
} from './task-views.ts'

/** Document 003 at its own words. */
export const createTaskHandlers = (services: Services) => ({
  create: procedures.tasks.create.handler(async ({ input, context, signal }) => {
    const runId = await createTask(services, input, context.idempotencyKey)
    await waitForEnd(services, runId, { waitMs: context.waitMs ?? 0, signal })
    return readTask(services, runId)
  }),
  list: procedures.tasks.list.handler(({ input: { limit, before = null } }) => {
    if (before !== null) requireRequested(services, before)
    const ids = services.store.taskRequests.listRunIds({ planKey: taskRequestKey, before, limit })
    return ids.flatMap((id) => findRequest(services, id) ?? []).map((each) => seedTask(services, each))
  }),
  get: procedures.tasks.get.handler(async ({ input: { id, wait }, context, signal }) => {
    const { run } = requireRequested(services, id)
    const waitMs = wait === undefined ? (context.waitMs ?? 0) : wait * 1000
    await waitForEnd(services, run.id, { waitMs, signal })
    return readTask(services, id)
  }),
  listTransactions: procedures.tasks.listTransactions.handler(({ input: { id, limit, before } }) =>
    listTransactions(services, requireRequested(services, id), { limit, before: before ?? newest }),
  ),
  listAudit: procedures.tasks.listAudit.handler(({ input: { id, limit, before } }) => {
    const requested = requireRequested(services, id)
    const idOf = (key: string) => idOfTask(requested, key)
    return services.store.events
      .listNewest({ before: before ?? newest, limit, runId: requested.run.id })
      .reverse()
      .flatMap((event) => auditEntriesOf(event, idOf))
      .filter((entry) => isWhole(requested) || entry.task_id === idOf(requested.task.definition.key))
  }),
})

const newest = Number.MAX_SAFE_INTEGER

const readTask = (services: Services, id: string): SeedTask =>
  seedTask(services, requireRequested(services, id))

async function createTask(
  services: Services,
  request: TaskRequest,
  commandId: string | null,
): Promise<string> {
  const { cost, budget, fault } = checkMoney(services, request, commandId)
  const projectFolder = unwrap(requireFolder(request.project_folder ?? null, 'project_folder'))
  const { plan, unplaced } = unwrap(planOfTaskRequest({ request, cost, budget, projectFolder }))
  const unpaid = fault ?? undefined
  const answer = unwrap(await buildRun(services, { plan, commandId, unpaid }))
  const runId = present(answer.runId, 'run of a build')
  await leaveOut(services, runIdSchema.parse(runId), unplaced)
  if (fault === null) return runId
  const hint = `Raise the budget, or lower the cost. GET /api/v1/tasks/${runId} has the record of this refusal.`
  throw new RefusalError(refusal('E_BUDGET', fault, hint, { field: 'cost' }))
}

/** Why the request was refused for lack of money the first time; null: it was not. */
function findFirstFault({ store }: Services, commandId: string): string | null {
  const runId = store.receipts.find<{ readonly runId: string | null }>(commandId)?.answer.runId ?? ''
  const ended = store.tasks
    .listOfRun(runId)
    .find(({ status, endedAt, createdAt }) => status === 'cancelled' && endedAt === createdAt)
  return ended?.reason?.code === 'over_budget' ? ended.reason.message : null
}

/**
 * Before anything starts: a cost must be covered, now, by its own budget and its project's. A request
 * that was made before is answered as the first time, which may have used up what covered it.
 */
function checkMoney(services: Services, request: TaskRequest, commandId: string | null) {
  const { engine, store } = services
  const projectId = request.project_id ?? null
  const account = projectId === null ? undefined : engine.state.accounts.get(`project:${projectId}`)
  const currency = request.currency ?? account?.currency ?? 'USD'
  const moneyOf = (amount: number): Money => ({ amountMinor: Math.round(amount * 100), currency })
  const cost = moneyOf(request.cost)
  const budget = request.budget === undefined ? null : moneyOf(request.budget)
  // In another currency than its project's, not even a cost of nothing can be settled.
  const fault =
    commandId !== null && isRepeated(store, commandId)
      ? findFirstFault(services, commandId)
      : (findOverrun(cost, budget) ?? findUncovered(engine.state, projectId, cost))
  return { cost, budget, fault }
}

function findOverrun(cost: Money, budget: Money | null): string | null {
  if (budget === null || cost.amountMinor <= budget.amountMinor) return null
  const over = formatMoney({ ...cost, amountMinor: cost.amountMinor - budget.amountMinor })
  return `It needs ${formatMoney(cost)}; its budget is ${formatMoney(budget)}: ${over} too little.`
}

/** Until it is over, or goes on only when somebody answers. */
const waitForEnd = (
  services: Services,
  runId: string,
  limits: { readonly waitMs: number; readonly signal: AbortSignal | undefined },
): Promise<void> =>
  waitUntil(services, {
    isOver: () => {
      const open = services.engine.state.runs.get(runIdSchema.parse(runId))
      return open === undefined || (open.status !== 'running' && open.status !== 'stopping')
    },
    ...limits,
    waitMs: Math.min(limits.waitMs, maxWaitSeconds * 1000),
  })

function listTransactions(
  services: Services,
  requested: RequestedTask,
  page: { readonly limit: number; readonly before: number },
): SeedTransaction[] {
  const { run, task } = requested
  const all = services.store.budgets.listTransactions({ ...page, runId: run.id, projectId: null })
  return all
    .filter(({ taskKey }) => isWhole(requested) || taskKey === task.definition.key)
    .map((each) => ({
      id: each.seq,
      task_id: idOfTask(requested, each.taskKey),
      kind: each.kind,
      amount: amountOf(each.amountMinor),
      currency: each.currency,
      created_at: isoOf(each.at),
    }))
}
