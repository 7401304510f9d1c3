import { present } from '#shared/assert.ts'
import type { TaskRequest } from '#shared/contract/compat/tasks.ts'
import type { RunId } from '#shared/ids.ts'
import type { Money, Transaction } from '#shared/model/money.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { findUncovered } from '../../engine/views/balances.ts'
import { parentKey, planOfTaskRequest, taskRequestKey } from '../../planning/requests/task-request.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'
import { requireFolder } from '../plans/folders.ts'
import { buildRun, leaveOut } from '../runs/build-run.ts'
import { readTask, type TaskReading } from '../runs/task-reading.ts'
import { type Call, isRepeated } from '../use-case.ts'

/** Maximum transactions read for a request, whose few tasks make far fewer. */
const maxTransactions = 1000
const firstKey = 'task-001'

/** A request made as a sentence, or one task of any run. */
export interface Requested {
  readonly run: StoredRun
  /** The task that represents the entire request, or the named task. */
  readonly task: StoredTask
  /** Key of the task that represents the entire request; null in a run that no request started. */
  readonly wholeKey: string | null
}

/** Current state of a request, with its subtasks and the newest 1000 transactions of its run. */
export interface ReadRequest extends Requested {
  readonly reading: TaskReading
  readonly subtasks: readonly TaskReading[]
  readonly movements: readonly Transaction[]
}

interface PageOf {
  readonly id: string
  readonly before: number
  readonly limit: number
}

export type Requests = ReturnType<typeof createRequests>

/** Work requested as a sentence. Each request is a separate run. */
export function createRequests(options: AppOptions) {
  const { store } = options
  return {
    /** Starts a request. Returns when its run has ended or waits for a person, or after `waitMs`. */
    async create(
      { waitMs, ...request }: TaskRequest & { readonly waitMs: number },
      { commandId, signal }: Pick<Call, 'commandId' | 'signal'>,
    ): Promise<Result<ReadRequest, Refusal>> {
      const runId = await start(options, request, commandId)
      if (!runId.ok) return runId
      await waitForEnd(options, runId.value, { waitMs, signal })
      return readRequest(options, runId.value)
    },
    async get(
      { id, waitMs }: { readonly id: string; readonly waitMs: number },
      signal: AbortSignal | undefined,
    ): Promise<Result<ReadRequest, Refusal>> {
      const requested = requireRequested(options, id)
      if (!requested.ok) return requested
      await waitForEnd(options, requested.value.run.id, { waitMs, signal })
      return readRequest(options, id)
    },
    list(before: string | null, limit: number): Result<ReadRequest[], Refusal> {
      const last = before === null ? null : requireRequested(options, before)
      if (last?.ok === false) return last
      const ids = store.taskRequests.listRunIds({ planKey: taskRequestKey, before, limit })
      const requests = ids.flatMap((id) => findRequest(options, id) ?? [])
      return ok(requests.map((each) => read(options, each)))
    },
    /** Transactions of a request, or of one of its tasks. */
    listTransactions({ id, ...page }: PageOf) {
      const requested = requireRequested(options, id)
      if (!requested.ok) return requested
      const { run, task, wholeKey } = requested.value
      const { key } = task.definition
      const movements = store.budgets
        .listTransactions({ ...page, runId: run.id, projectId: null })
        .filter(({ taskKey }) => key === wholeKey || taskKey === key)
      return ok({ requested: requested.value, movements })
    },
    /** Events of a request's run, oldest first. */
    listEvents({ id, ...page }: PageOf) {
      const requested = requireRequested(options, id)
      if (!requested.ok) return requested
      const events = store.events.listNewest({ ...page, runId: requested.value.run.id }).reverse()
      return ok({ requested: requested.value, events })
    },
  }
}

function readRequest(options: AppOptions, id: string): Result<ReadRequest, Refusal> {
  const requested = requireRequested(options, id)
  return requested.ok ? ok(read(options, requested.value)) : requested
}

function read(options: AppOptions, requested: Requested): ReadRequest {
  const { store } = options
  const { run, task } = requested
  const { key, kind } = task.definition
  const rows = kind === 'group' ? store.tasks.listOfRun(run.id) : []
  const subtasks = rows.filter(({ definition }) => definition.parent === key)
  const page = { before: Number.MAX_SAFE_INTEGER, limit: maxTransactions }
  return {
    ...requested,
    reading: readTask(options, task),
    subtasks: subtasks.map((row) => readTask(options, row)),
    movements: store.budgets.listTransactions({ ...page, runId: run.id, projectId: null }),
  }
}

/** Resolves when the run has ended or waits for a person, or when the time is over. */
const waitForEnd = (
  options: AppOptions,
  runId: RunId,
  waiting: { readonly waitMs: number; readonly signal: AbortSignal | undefined },
): Promise<void> =>
  waitUntil(options, {
    isOver: () => {
      const open = options.engine.state.runs.get(runId)
      return open === undefined || (open.status !== 'running' && open.status !== 'stopping')
    },
    ...waiting,
  })

/** The request that started this run; null for a run of a plan. */
function findRequest({ store }: Pick<AppOptions, 'store'>, runId: string): Requested | null {
  const run = store.runs.find(runId)
  if (run === null || run.planKey !== taskRequestKey) return null
  const task = store.tasks.find(runId, parentKey) ?? store.tasks.find(runId, firstKey)
  return task === null ? null : { run, task, wholeKey: task.definition.key }
}

/** Finds a request by the id of its run, or any task by `<run id>.<task key>`. */
function requireRequested(options: AppOptions, id: string): Result<Requested, Refusal> {
  const dot = id.indexOf('.')
  const whole = findRequest(options, dot < 0 ? id : id.slice(0, dot))
  if (dot < 0 && whole !== null) return ok(whole)
  const { store } = options
  const run = dot < 0 ? null : store.runs.find(id.slice(0, dot))
  const task = dot < 0 ? null : store.tasks.find(id.slice(0, dot), id.slice(dot + 1))
  if (run !== null && task !== null) return ok({ run, task, wholeKey: whole?.wholeKey ?? null })
  return refuse('E_NOT_FOUND', 'task_not_found', { task: id, field: 'id' })
}

async function start(
  options: AppOptions,
  request: TaskRequest,
  commandId: string | null,
): Promise<Result<RunId, Refusal>> {
  const { cost, budget, fault } = checkMoney(options, request, commandId)
  const folder = requireFolder(request.project_folder ?? null, 'project_folder')
  if (!folder.ok) return folder
  const planned = planOfTaskRequest({
    ...{ request, cost, budget, projectFolder: folder.value },
    availableSkills: new Set([...options.engine.state.agents.values()].flatMap(({ agent }) => agent.skills)),
  })
  if (!planned.ok) return planned
  const { plan, uncoveredParts } = planned.value
  const built = await buildRun(options, { plan, commandId, unpaid: fault ?? undefined })
  if (!built.ok) return built
  const runId = present(built.value.runId, 'id of the new run')
  await leaveOut(options, runId, uncoveredParts)
  if (fault === null) return ok(runId)
  return refuse('E_BUDGET', 'request_not_covered', { why: fault, run: runId, field: 'cost' })
}

/**
 * Before anything starts, a cost must be covered by the request's own budget and by the project's budget. A repeated
 * request gets its first answer, because its own run may have used up the money.
 */
function checkMoney(options: AppOptions, request: TaskRequest, commandId: string | null) {
  const { engine, store } = options
  const projectId = request.project_id ?? null
  const account = projectId === null ? undefined : engine.state.accounts.get(`project:${projectId}`)
  const currency = request.currency ?? account?.currency ?? 'USD'
  const moneyOf = (amount: number): Money => ({ amountMinor: Math.round(amount * 100), currency })
  const cost = moneyOf(request.cost)
  const budget = request.budget === undefined ? null : moneyOf(request.budget)
  // Even a cost of zero cannot be settled in a currency other than the project's.
  const fault =
    commandId !== null && isRepeated(store, commandId)
      ? findFirstFault(options, commandId)
      : (findOverrun(cost, budget) ?? findUncovered(engine.state, projectId, cost))
  return { cost, budget, fault }
}

/** Reason why the first request was refused for lack of money; null: the request was accepted. */
function findFirstFault({ store }: AppOptions, commandId: string): string | null {
  const runId = store.receipts.find<{ readonly runId: string | null }>(commandId)?.answer.runId ?? ''
  const ended = store.tasks
    .listOfRun(runId)
    .find(({ status, endedAt, createdAt }) => status === 'cancelled' && endedAt === createdAt)
  return ended?.reason?.code === 'over_budget' ? ended.reason.message : null
}

function findOverrun(cost: Money, budget: Money | null): string | null {
  if (budget === null || cost.amountMinor <= budget.amountMinor) return null
  const over = formatMoney({ ...cost, amountMinor: cost.amountMinor - budget.amountMinor })
  return words.costs.aboveOwnBudget(formatMoney(cost), formatMoney(budget), over)
}

interface Waiting {
  readonly isOver: () => boolean
  readonly waitMs: number
  readonly signal: AbortSignal | undefined
}

/** Resolves when the condition holds, the time is over or the signal aborts. The condition is checked after every commit. */
export async function waitUntil(
  { news, clock }: AppOptions,
  { isOver, waitMs, signal }: Waiting,
): Promise<void> {
  if (waitMs <= 0) return
  const patience = new AbortController()
  const giveUp = () => patience.abort()
  // The abort below ends the sleep early, which is not a failure.
  void clock.sleep(waitMs, patience.signal).then(giveUp, () => {})
  signal?.addEventListener('abort', giveUp, { once: true })
  while (!patience.signal.aborted && signal?.aborted !== true) {
    const { version } = news
    if (isOver()) break
    await news.waitPast(version, patience.signal)
  }
  signal?.removeEventListener('abort', giveUp)
  patience.abort()
}
