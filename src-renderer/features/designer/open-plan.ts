import type { ScopeRequest, ScopeResponse } from '#shared/contract/seed.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { Client } from '../../rpc/client.ts'
import { createSession, findSession, keepSession, type PlanSession } from '../../stores/plan-session.ts'
import { words } from '../../words/words.ts'

/** In the address, in place of an id. */
export const newAddress = 'new'

interface Asked {
  readonly address: string
  readonly goal: string | null
  readonly signal: AbortSignal
}

/** The plan of an address: as this window left it, or as it is kept. */
export async function openPlan(client: Client, { address, goal, signal }: Asked): Promise<PlanSession> {
  const id = addressOf(address, goal)
  const open = findSession(id)
  if (open !== null) return open
  const session = await loadPlan(client, { address, goal, signal })
  keepSession(id, session)
  return session
}

/** Each goal has a plan of its own, until it is kept. */
export const addressOf = (address: string, goal: string | null): string =>
  goal === null ? address : `${address} ${goal}`

async function loadPlan(client: Client, { address, goal, signal }: Asked): Promise<PlanSession> {
  const none = { planId: null, warnings: [], goal: null }
  if (goal !== null) {
    const { scope, document } = await planGoal(client, { goal, answers: [] }, signal)
    return createSession(document, { ...none, goal: { text: goal, scope } })
  }
  if (address === newAddress) return createSession(emptyPlan(), none)
  const { id, document, warnings } = await client.plans.get({ planId: address }, { signal })
  return createSession(document, { planId: id, warnings, goal: null })
}

export const emptyPlan = (): PlanDraft => ({
  key: `plan-${crypto.randomUUID().slice(0, 8)}`,
  title: words.designer.untitled,
  projectId: null,
  projectFolder: null,
  parallelLimit: 16,
  crew: null,
  source: 'switchyard',
  tasks: [],
})

/** A goal as a plan, and how it was made; nothing of it is kept. */
export async function planGoal(
  client: Client,
  asked: ScopeRequest,
  signal?: AbortSignal,
): Promise<{ readonly scope: ScopeResponse; readonly document: PlanDraft }> {
  const options = signal === undefined ? {} : { signal }
  const scope = await client.seed.scope(asked, options)
  const { document } = await client.plans.fix({ request: scope.plan, fixes: [] }, options)
  return { scope, document }
}
