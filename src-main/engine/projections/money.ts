import { present } from '#shared/assert.ts'
import type { EventOf } from '#shared/events.ts'
import type { AccountKey, Money, Transaction } from '#shared/model/money.ts'
import type { AccountState, EngineState, RunState, TaskState } from '../state.ts'
import { requeue } from '../state.ts'
import { type Scene, type Touched, touch } from './touched.ts'

type Ledger = Pick<Scene, 'state' | 'event' | 'touched'>

/** The capped accounts a task spends from: its run's, its project's, and those of the groups above it. */
export function accountsOf(state: EngineState, run: RunState, task: TaskState): AccountState[] {
  if (state.accounts.size === 0) return []
  const keys: AccountKey[] = [`run:${run.id}`]
  if (run.projectId !== null) keys.push(`project:${run.projectId}`)
  for (let key = task.definition.parent; key !== null; key = run.tasks.get(key)?.definition.parent ?? null) {
    keys.push(`branch:${run.id}/${key}`)
  }
  return keys.flatMap((key) => state.accounts.get(key) ?? [])
}

export function openAccount(
  state: EngineState,
  { key, cap }: { key: AccountKey; cap: Money },
  touched: Touched,
): AccountState {
  const account: AccountState = {
    key,
    capMinor: cap.amountMinor,
    currency: cap.currency,
    reservedMinor: 0,
    settledMinor: 0,
    isClosed: false,
    refused: new Set(),
  }
  state.accounts.set(key, account)
  touched.accounts.add(account)
  return account
}

/** A cap, new or changed; what was refused before is looked at again. */
export function setCap(ledger: Ledger, { account: key, cap }: EventOf<'budget.set'>): void {
  const { state, touched } = ledger
  const account = state.accounts.get(key) ?? openAccount(state, { key, cap }, touched)
  account.capMinor = cap.amountMinor
  account.isClosed = false
  touched.accounts.add(account)
  reconsider(ledger, account)
}

export function closeAccount(ledger: Ledger, { account: key }: EventOf<'budget.closed'>): void {
  const account = present(ledger.state.accounts.get(key), `account ${key}`)
  account.isClosed = true
  ledger.touched.accounts.add(account)
  reconsider(ledger, account)
}

export function refuseClaim({ state, run, task }: Scene, body: EventOf<'budget.refused'>): void {
  // An attempt that spends too much is stopped; only a claim waits.
  if (task.status !== 'todo') return
  task.reason = { code: 'budget', message: body.message }
  state.accounts.get(body.account)?.refused.add(task)
  requeue(run, task)
}

/** The account has more, or will not have more: what it refused is claimed or refused anew. */
function reconsider(ledger: Ledger, account: AccountState): void {
  const { state, event, touched } = ledger
  for (const task of account.refused) {
    const run = state.runs.get(task.runId)
    if (run === undefined || task.reason?.code !== 'budget') continue
    task.reason = null
    requeue(run, task)
    touch({ run, event, touched }, task)
  }
  account.refused.clear()
}

/** Holds a price in every account of the task (E5). */
export function reserve(scene: Scene, price: Money, number: number): void {
  move(scene, price.amountMinor, 0)
  record(scene, { kind: 'reserve', amount: price, attempt: number })
}

export function changeReservation(
  scene: Scene,
  { from, to }: { from: Money; to: Money },
  number: number,
): void {
  const difference = to.amountMinor - from.amountMinor
  if (difference === 0) return
  move(scene, difference, 0)
  record(scene, {
    kind: 'reserve',
    amount: { ...to, amountMinor: difference },
    attempt: number,
  })
}

/** The end of an attempt: what it cost is settled, the rest of its reservation is free again. */
export function settle(
  scene: Scene,
  { reserved, spent }: { reserved: Money | null; spent: Money | null },
  number: number,
): void {
  const settled = spent ?? reserved
  if (settled === null) return
  const held = reserved?.amountMinor ?? 0
  move(scene, -held, settled.amountMinor)
  record(scene, { kind: 'settle', amount: settled, attempt: number })
  const rest = held - settled.amountMinor
  const amount = { ...settled, amountMinor: Math.abs(rest) }
  if (rest > 0) record(scene, { kind: 'release', amount, attempt: number })
  if (rest < 0) record(scene, { kind: 'overrun', amount, attempt: number })
  if (held > 0)
    for (const account of accountsOf(scene.state, scene.run, scene.task)) reconsider(scene, account)
}

function move({ state, run, task, touched }: Scene, reserved: number, settled: number): void {
  for (const account of accountsOf(state, run, task)) {
    account.reservedMinor += reserved
    account.settledMinor += settled
    touched.accounts.add(account)
  }
}

function record(
  { event, run, task, touched }: Scene,
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
