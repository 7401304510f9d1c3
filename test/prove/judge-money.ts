import type { Money } from '../../src-shared/model/money.ts'
import { type Account, type Attempt, breach, type Model, type Of, type Scene } from './judge-model.ts'

/** E5: what is held and spent of every cap, summed up anew from the events alone. */

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

/** Runs and projects are counted from their first price on; in one currency, which is that of the first. */
function payersOf(
  { model }: Scene,
  { runId, taskKey }: Attempt,
  { amountMinor, currency }: Money,
): Account[] {
  for (const key of keysOf(model, runId, taskKey)) {
    const isCounted = key.startsWith('branch:') || model.accounts.has(key) || amountMinor === 0
    if (!isCounted) model.accounts.set(key, { key, currency, cap: null, reserved: 0, settled: 0, overrun: 0 })
  }
  return accountsOf(model, runId, taskKey).filter((account) => account.currency === currency)
}

export function reserveMoney(scene: Scene, attempt: Attempt): void {
  const { model, task } = scene
  const agent = model.agents.get(attempt.agentId)
  const price = task.definition.cost ?? (agent?.kind === 'builtin' ? null : (agent?.price ?? null))
  const capped = accountsOf(model, attempt.runId, attempt.taskKey).filter(({ cap }) => cap !== null)
  const { reserved, id } = attempt
  if (JSON.stringify(price) !== JSON.stringify(reserved))
    breach(scene, `E5 ${id} reserves what is not its price`)
  if (price === null && agent?.kind !== 'builtin' && capped.length > 0)
    breach(scene, `E5 ${id} has no price under a cap`)
  if (reserved === null) return
  if (reserved.amountMinor > 0 && capped.some(({ currency }) => currency !== reserved.currency))
    breach(scene, `E5 ${id} pays in another currency`)
  hold(scene, attempt, reserved)
}

export function meterMoney(scene: Scene, attempt: Attempt, { reserved }: Of<'attempt.metered'>): void {
  const more = reserved.amountMinor - (attempt.reserved?.amountMinor ?? 0)
  if (more < 0) breach(scene, `E5 ${attempt.id} gives back before its end`)
  attempt.reserved = reserved
  if (more !== 0) hold(scene, attempt, { ...reserved, amountMinor: more })
}

function hold(scene: Scene, attempt: Attempt, { amountMinor, currency }: Money): void {
  move(scene, attempt, 'reserve', amountMinor)
  for (const account of payersOf(scene, attempt, { amountMinor, currency })) account.reserved += amountMinor
  requireWithin(scene, attempt)
}

export function endMoney(scene: Scene, attempt: Attempt, spent: Money | null): void {
  const { reserved } = attempt
  const settled = spent ?? reserved
  if (settled === null) return
  const held = reserved?.amountMinor ?? 0
  const rest = held - settled.amountMinor
  move(scene, attempt, 'settle', settled.amountMinor)
  if (rest > 0) move(scene, attempt, 'release', rest)
  if (rest < 0) move(scene, attempt, 'overrun', -rest)
  for (const account of payersOf(scene, attempt, settled)) {
    account.reserved -= held
    account.settled += settled.amountMinor
    account.overrun += Math.max(0, -rest)
    if (account.reserved < 0) breach(scene, `E5 ${account.key} holds less than nothing`)
  }
  requireWithin(scene, attempt)
}

/** Beyond its limit, as a person accepted it. */
export function chargeMoney(
  scene: Scene,
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
  endMoney(scene, attempt, spent)
}

function requireWithin(scene: Scene, { runId, taskKey }: Attempt): void {
  for (const { key, cap, reserved, settled, overrun } of accountsOf(scene.model, runId, taskKey)) {
    if (cap !== null && reserved + settled > cap + overrun) {
      breach(scene, `E5 ${key}: ${reserved} held and ${settled} spent of ${cap}, with ${overrun} overrun`)
    }
  }
}

function move({ model }: Scene, { id }: Attempt, kind: string, amount: number): void {
  const sums = model.movements.get(id) ?? {}
  sums[kind] = (sums[kind] ?? 0) + amount
  model.movements.set(id, sums)
}
