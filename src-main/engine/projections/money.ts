import { present } from '#shared/assert.ts'
import type { EventOf } from '#shared/events.ts'
import { type AccountKey, addMinor, type Money, type Transaction } from '#shared/model/money.ts'
import { leftOf, priceOf } from '../../governance/budget.ts'
import { createRefused, requeue } from '../run-state.ts'
import type { AccountState, EngineState, RunState, TaskState } from '../state.ts'
import { type TaskEventContext, type Touched, touch } from './changed-rows.ts'

type Ledger = Pick<TaskEventContext, 'state' | 'event' | 'touched'>

/**
 * The accounts that a task spends from: those of its run and project, and of the groups around it that have one. Empty
 * in a simulation, where no money is spent.
 */
export function accountsOf(state: EngineState, run: RunState, task: TaskState): AccountState[] {
  if (state.accounts.size === 0 || run.isSimulated) return []
  const keys: AccountKey[] = ownKeysOf(run)
  for (let key = task.definition.parent; key !== null; key = run.tasks.get(key)?.definition.parent ?? null) {
    keys.push(`branch:${run.id}/${key}`)
  }
  return keys.flatMap((key) => state.accounts.get(key) ?? [])
}

/** Keys of the accounts of the run and its project, which apply to all its tasks. */
export const ownKeysOf = ({ id, projectId }: Pick<RunState, 'id' | 'projectId'>): AccountKey[] =>
  projectId === null ? [`run:${id}`] : [`run:${id}`, `project:${projectId}`]

const taskIdOf = (run: Pick<RunState, 'id'>, { definition }: TaskState): string =>
  `${run.id}/${definition.key}`

/** The accounts of a task from the task's view: its own grants count as available. */
export const payersOf = (state: EngineState, run: RunState, task: TaskState): AccountState[] =>
  accountsOf(state, run, task).map((account) => {
    const own = account.grants.get(taskIdOf(run, task))
    return own === undefined ? account : { ...account, grantedMinor: account.grantedMinor - own }
  })

export const hasGrant = (state: EngineState, run: RunState, task: TaskState): boolean =>
  accountsOf(state, run, task).some(({ grants }) => grants.has(taskIdOf(run, task)))

/** Holds granted money for one task until it starts or ends. */
export function holdGrant({ state, touched }: Ledger, body: EventOf<'budget.granted'>): void {
  const account = present(state.accounts.get(body.account), `account ${body.account}`)
  const id = `${body.runId}/${body.taskKey}`
  account.grantedMinor += body.amountMinor - (account.grants.get(id) ?? 0)
  account.grants.set(id, body.amountMinor)
  touched.accounts.add(account)
}

/**
 * Releases the money granted to a task that starts or has ended: first for its own reservation, then for other tasks.
 */
export function releaseGrants(context: TaskEventContext, reserveIt: () => void = () => {}): void {
  const { state, run, task, touched } = context
  const id = taskIdOf(run, task)
  const freed = accountsOf(state, run, task).filter(({ grants }) => grants.has(id))
  for (const account of freed) {
    account.grantedMinor -= account.grants.get(id) ?? 0
    account.grants.delete(id)
    touched.accounts.add(account)
  }
  reserveIt()
  for (const account of freed) if (leftOf(account)?.amountMinor !== 0) reconsider(context, account)
}

interface NewAccount {
  readonly key: AccountKey
  /** Null: no cap, only counted. */
  readonly capMinor: number | null
  readonly currency: string
}

export function openAccount(
  state: EngineState,
  { key, capMinor, currency }: NewAccount,
  touched: Touched,
): AccountState {
  const account: AccountState = {
    key,
    capMinor,
    currency,
    reservedMinor: 0,
    settledMinor: 0,
    isClosed: false,
    grants: new Map(),
    grantedMinor: 0,
    refused: createRefused(),
  }
  state.accounts.set(key, account)
  touched.accounts.add(account)
  return account
}

/** Sets a new or changed cap, and reconsiders the claims that were refused before. */
export function setCap(ledger: Ledger, { account: key, cap }: EventOf<'budget.set'>): void {
  const { state, touched } = ledger
  const { amountMinor: capMinor, currency } = cap
  const account = state.accounts.get(key) ?? openAccount(state, { key, capMinor, currency }, touched)
  account.capMinor = capMinor
  account.isClosed = false
  touched.accounts.add(account)
  reconsider(ledger, account)
}

export function closeAccount(ledger: Ledger, { account: key }: EventOf<'budget.closed'>): void {
  const account = present(ledger.state.accounts.get(key), `account ${key}`)
  account.isClosed = true
  ledger.touched.accounts.add(account)
  reconsider(ledger, account, 'all')
}

/**
 * Charges a payment to the accounts of its run and project. Uses only data of the event, because the run may be over
 * and no longer in the state.
 */
export function chargeAccounts(
  { state, event, touched }: Ledger,
  { runId, taskKey, projectId, model, spent }: EventOf<'budget.charged'>,
): void {
  if (spent === null) return
  const { amountMinor, currency } = spent
  for (const key of ownKeysOf({ id: runId, projectId })) {
    const account = state.accounts.get(key) ?? openAccount(state, { key, capMinor: null, currency }, touched)
    if (account.currency !== currency) continue
    account.settledMinor = addMinor(account.settledMinor, amountMinor)
    touched.accounts.add(account)
  }
  touched.settlements.push({ at: event.at, runId, projectId, agentId: null, model, ...spent })
  const about = { seq: event.seq, at: event.at, runId, taskKey, projectId }
  // No money was reserved for this payment, so all of it is an overrun.
  for (const kind of ['settle', 'overrun'] as const) {
    touched.transactions.push({ ...about, kind, attempt: 0, ...spent })
  }
}

export function refuseClaim({ state, run, task }: TaskEventContext, body: EventOf<'budget.refused'>): void {
  // A running attempt above its budget is stopped; only a claim waits for money.
  if (task.status !== 'todo') return
  task.reason = { code: 'budget', message: body.message, account: body.account }
  const refused = state.accounts.get(body.account)?.refused
  refused?.remove(task)
  refused?.add(task, '')
  requeue(run, task)
}

/** Updates the task's position in the queue of tasks that wait for money. */
export function holdAgain(state: EngineState, task: TaskState): void {
  const key = task.reason?.account
  const account = key === undefined ? undefined : state.accounts.get(key)
  if (account?.refused.remove(task)) account.refused.add(task, '')
}

/**
 * Retries refused claims that may now be payable: after a new cap, freed money or a withdrawn request. Requeues the
 * payable tasks and one more, whose claim then reports the missing amount.
 * `all`: after price changes or a closed account, requeues all refused tasks.
 */
export function reconsider(
  ledger: Ledger,
  account: AccountState,
  which: 'payable' | 'all' = 'payable',
): void {
  const { state, event, touched } = ledger
  // After the account is closed, no money follows, so all waiting tasks end.
  const isAll = which === 'all' || account.isClosed
  let left = isAll ? Number.POSITIVE_INFINITY : (leftOf(account)?.amountMinor ?? Number.POSITIVE_INFINITY)
  const leaving: TaskState[] = []
  let hasOneMore = false
  for (const task of account.refused.inOrder(() => true, event.at)) {
    const isWaiting = task.status === 'todo' && task.reason?.account === account.key
    const cost = isWaiting ? costOf(state, task) : 0
    // More money does not help a task of unknown cost.
    if (cost === null && !isAll) continue
    const isPayable = (cost ?? 0) <= left
    if (isPayable) left -= cost ?? 0
    else if (hasOneMore) continue
    else hasOneMore = true
    leaving.push(task)
    if (left <= 0 && hasOneMore) break
  }
  for (const task of leaving) {
    account.refused.remove(task)
    const run = state.runs.get(task.runId)
    if (run === undefined || task.status !== 'todo' || task.reason?.account !== account.key) continue
    task.reason = null
    requeue(run, task)
    touch({ run, event, touched }, task)
  }
}

/** In minor units; null if unknown. */
function costOf(state: EngineState, { agentId, definition }: TaskState): number | null {
  const agent = state.agents.get(agentId ?? '')?.agent
  const price = agent === undefined ? 'unknown' : priceOf(definition, agent)
  if (price === 'unknown') return null
  return price === 'free' ? 0 : price.amountMinor
}

/**
 * Reserves a price in every account of the task (E5). The first price opens the uncapped accounts of the run and its
 * project.
 */
export function reserve(context: TaskEventContext, price: Money, number: number): void {
  if (price.amountMinor > 0) count(context, price.currency)
  move(context, price.currency, { reserved: price.amountMinor, settled: 0 })
  record(context, { kind: 'reserve', amount: price, attempt: number })
}

function count({ state, run, touched }: TaskEventContext, currency: string): void {
  for (const key of ownKeysOf(run)) {
    if (!state.accounts.has(key)) openAccount(state, { key, capMinor: null, currency }, touched)
  }
}

export function changeReservation(
  context: TaskEventContext,
  { from, to }: { readonly from: Money; readonly to: Money },
  number: number,
): void {
  const difference = to.amountMinor - from.amountMinor
  if (difference > 0) reserve(context, { ...to, amountMinor: difference }, number)
}

/** The attempt that is paid (0: none), its agent and its model; agent and model are null if unknown. */
interface Payee {
  readonly attempt: number
  readonly agentId: string | null
  readonly model: string | null
}

/** Settles the cost of an ended attempt and releases the rest of its reservation. */
export function settle(
  context: TaskEventContext,
  { reserved, spent }: { readonly reserved: Money | null; readonly spent: Money | null },
  { attempt, agentId, model }: Payee,
): void {
  const settled = spent ?? reserved
  if (settled === null) return
  const held = reserved?.amountMinor ?? 0
  const { currency } = settled
  if (settled.amountMinor > 0) count(context, currency)
  move(context, currency, { reserved: -held, settled: settled.amountMinor })
  record(context, { kind: 'settle', amount: settled, attempt })
  const { event, run, touched } = context
  const about = { at: event.at, runId: run.id, projectId: run.projectId }
  touched.settlements.push({ ...about, agentId, model, ...settled })
  const rest = held - settled.amountMinor
  const amount = { currency, amountMinor: Math.abs(rest) }
  if (rest > 0) record(context, { kind: 'release', amount, attempt })
  if (rest < 0) record(context, { kind: 'overrun', amount, attempt })
  if (held === 0) return
  for (const account of accountsOf(context.state, context.run, context.task)) {
    // If no reservation remains that could free money, reconsider too, so that a person is asked.
    if (rest > 0 || account.reservedMinor === 0) reconsider(context, account)
  }
}

/** Changes the account sums. Amounts in a currency other than the account's appear only in its transactions. */
function move(
  { state, run, task, touched }: TaskEventContext,
  currency: string,
  { reserved, settled }: { readonly reserved: number; readonly settled: number },
): void {
  for (const account of accountsOf(state, run, task)) {
    if (account.currency !== currency) continue
    account.reservedMinor += reserved
    account.settledMinor = addMinor(account.settledMinor, settled)
    touched.accounts.add(account)
  }
}

function record(
  { event, run, task, touched }: TaskEventContext,
  { kind, amount, attempt }: { kind: Transaction['kind']; amount: Money; attempt: number },
): void {
  touched.transactions.push({
    seq: event.seq,
    at: event.at,
    kind,
    runId: run.id,
    taskKey: task.definition.key,
    attempt,
    projectId: run.projectId,
    ...amount,
  })
}
