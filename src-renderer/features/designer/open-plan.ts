import type { ScopeRequest, ScopeResponse } from '#shared/contract/compat/seed.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { keepDraft, localCopies } from '../../entities/drafts/autosave-registry.ts'
import { openDraft } from '../../entities/drafts/open-draft.ts'
import { newAddress } from '../../entities/drafts/use-new-plan.ts'
import type { Client, Rpc } from '../../rpc/client.ts'
import { createSession, findSession, keepSession, type PlanSession } from '../../stores/plan-session.ts'

interface Asked {
  readonly address: string
  readonly goal: string | null
  /** Project of a new plan. */
  readonly projectId: string | null
  readonly signal: AbortSignal
}

/** Returns the plan of an address: the open session of this window, otherwise the stored plan. */
export async function openPlan(rpc: Rpc, asked: Asked): Promise<PlanSession> {
  const id = addressOf(asked.address, asked.goal)
  const open = findSession(id)
  if (open !== null) return open
  const session = await loadPlan(rpc, asked)
  keepSession(id, session)
  return session
}

/** Each goal has its own unsaved plan, so the goal is part of the address. */
export const addressOf = (address: string, goal: string | null): string =>
  goal === null ? address : `${address} ${goal}`

async function loadPlan(rpc: Rpc, { address, goal, projectId, signal }: Asked): Promise<PlanSession> {
  const { client } = rpc
  const none = { planId: null, warnings: [], goal: null }
  const isNew = { draft: null, planId: null }
  if (goal !== null) {
    const { scope, document } = await planGoal(client, { goal, answers: [] }, signal)
    const session = createSession({ ...document, projectId }, { ...none, goal: { text: goal, scope } })
    // Planning is slow and may cost money, so save its result before any edit.
    keepDraft(rpc, session.plan, { address: newAddress, base: isNew, sent: null })
    return session
  }
  if (address === newAddress) {
    const session = createSession({ ...emptyPlan(), projectId }, none)
    keepDraft(rpc, session.plan, { address, base: isNew, sent: session.plan.getState().document })
    return session
  }
  const opened = await openDraft(client, localCopies(), { address, signal })
  const { document, sent, draft, planId, warnings } = opened
  const session = createSession(document, { planId, warnings, goal: null })
  if (draft !== null || document !== sent) session.origin.setState({ kept: null })
  keepDraft(rpc, session.plan, { address, base: { draft, planId }, sent })
  return session
}

const emptyPlan = (): PlanDraft => ({
  key: `plan-${crypto.randomUUID().slice(0, 8)}`,
  title: words.designer.untitled,
  projectId: null,
  projectFolder: null,
  parallelLimit: 16,
  crew: null,
  source: 'switchyard',
  tasks: [],
})

/** Plans a goal. Returns the plan and the planner's response, without saving either. */
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
