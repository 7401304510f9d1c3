import type { Money } from '../../src-shared/model/money.ts'
import { type Account, type Attempt, breach, type Model, type Of, type Step } from './judge-model.ts'

/** E5: reserved and spent amounts of each budget, calculated from the events alone. */

export function openAccount(model: Model, key: string, { amountMinor: cap, currency }: Money): void {
  const known = model.accounts.get(key)
  if (known !== undefined) known.cap = cap
  else model.accounts.set(key, { key, currency, cap, reserved: 0, settled: 0, overrun: 0 })
}

function keysOf(model: Model, runId: string, taskKey: string): string[] {
  const run = model.runs.get(runId)
  const keys = [`run:${runId}`]
  if (run?.projectId) keys.push(`project:${run.projectId}`)
  let parent = run?.tasks.get(taskKey)?.definition.parent ?? null
  while (parent !== null) {
    keys.push(`branch:${runId}/${parent}`)
    parent = run?.tasks.get(parent)?.definition.parent ?? null
  }
  return keys
}

export const accountsOf = (model: Model, runId: string, taskKey: string): Account[] =>
  keysOf(model, runId, taskKey).flatMap((key) => model.accounts.get(key) ?? [])

/** Runs and projects are counted from their first price on, in the currency of this price. */
function payersOf({ model }: Step, { runId, taskKey }: Attempt, { amountMinor, currency }: Money): Account[] {
  for (const key of keysOf(model, runId, taskKey)) {
    const isCounted = key.startsWith('branch:') || model.accounts.has(key) || amountMinor === 0
    if (!isCounted) model.accounts.set(key, { key, currency, cap: null, reserved: 0, settled: 0, overrun: 0 })
  }
  return accountsOf(model, runId, taskKey).filter((account) => account.currency === currency)
}

export function reserveMoney(step: Step, attempt: Attempt): void {
  const { model, task } = step
  const agent = model.agents.get(attempt.agentId)
  const price = task.definition.cost ?? (agent?.kind === 'builtin' ? null : (agent?.price ?? null))
  const capped = accountsOf(model, attempt.runId, attempt.taskKey).filter(({ cap }) => cap !== null)
  const { reserved, id } = attempt
  if (JSON.stringify(price) !== JSON.stringify(reserved))
    breach(step, `E5 ${id} reserves what is not its price`)
  if (price === null && agent?.kind !== 'builtin' && capped.length > 0)
    breach(step, `E5 ${id} has no price under a cap`)
  if (reserved === null) return
  if (reserved.amountMinor > 0 && capped.some(({ currency }) => currency !== reserved.currency))
    breach(step, `E5 ${id} pays in another currency`)
  hold(step, attempt, reserved)
}

export function meterMoney(step: Step, attempt: Attempt, { reserved }: Of<'attempt.metered'>): void {
  const more = reserved.amountMinor - (attempt.reserved?.amountMinor ?? 0)
  if (more < 0) breach(step, `E5 ${attempt.id} gives back before its end`)
  attempt.reserved = reserved
  if (more !== 0) hold(step, attempt, { ...reserved, amountMinor: more })
}

function hold(step: Step, attempt: Attempt, { amountMinor, currency }: Money): void {
  move(step, attempt, 'reserve', amountMinor)
  for (const account of payersOf(step, attempt, { amountMinor, currency })) account.reserved += amountMinor
  requireWithin(step, attempt)
}

export function endMoney(step: Step, attempt: Attempt, spent: Money | null): void {
  const { reserved } = attempt
  const settled = spent ?? reserved
  if (settled === null) return
  const held = reserved?.amountMinor ?? 0
  const rest = held - settled.amountMinor
  move(step, attempt, 'settle', settled.amountMinor)
  if (rest > 0) move(step, attempt, 'release', rest)
  if (rest < 0) move(step, attempt, 'overrun', -rest)
  for (const account of payersOf(step, attempt, settled)) {
    account.reserved -= held
    account.settled += settled.amountMinor
    account.overrun += Math.max(0, -rest)
    if (account.reserved < 0) breach(step, `E5 ${account.key} holds less than nothing`)
  }
  requireWithin(step, attempt)
}

/** A charge above the limit that a person accepted. */
export function chargeMoney(
  step: Step,
  { attemptId, runId, taskKey, agentId, spent }: Of<'attempt.charged'>,
): void {
  const attempt = {
    id: attemptId,
    runId,
    taskKey,
    agentId,
    reserved: null,
    stop: null,
    leaseUntil: null,
    hasFate: true,
  }
  endMoney(step, attempt, spent)
}

function requireWithin(step: Step, { runId, taskKey }: Attempt): void {
  for (const { key, cap, reserved, settled, overrun } of accountsOf(step.model, runId, taskKey)) {
    if (cap !== null && reserved + settled > cap + overrun) {
      breach(step, `E5 ${key}: ${reserved} held and ${settled} spent of ${cap}, with ${overrun} overrun`)
    }
  }
}

function move({ model }: Step, { id }: Attempt, kind: string, amount: number): void {
  const sums = model.movements.get(id) ?? {}
  sums[kind] = (sums[kind] ?? 0) + amount
  model.movements.set(id, sums)
}
