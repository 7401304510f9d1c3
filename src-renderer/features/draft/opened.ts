import type { ScopeRequest, ScopeResponse } from '#shared/contract/seed.ts'
import type { ImportWarning, PlanDocument } from '#shared/model/plan.ts'
import type { Client } from '../../rpc/client.ts'
import type { DraftOrigin } from '../../stores/draft-store.ts'

/** A plan as it is opened. */
export interface Opened {
  readonly document: PlanDocument
  /** How it was made of a goal; null: it was kept before. */
  readonly scope: ScopeResponse | null
  /** What there was to say of the file it comes from. */
  readonly warnings: readonly ImportWarning[]
}

export const nameOf = ({ type }: DraftOrigin): string => (type === 'goal' ? 'Draft of a plan' : 'Kept plan')

export async function openDraft(client: Client, origin: DraftOrigin, signal: AbortSignal): Promise<Opened> {
  if (origin.type === 'goal')
    return { ...(await planGoal(client, { goal: origin.goal, answers: [] }, signal)), warnings: [] }
  const { document, warnings } = await client.plans.get({ planId: origin.planId }, { signal })
  return { document, warnings, scope: null }
}

/** A goal as a plan, and how it was made; nothing of it is kept. */
export async function planGoal(client: Client, asked: ScopeRequest, signal?: AbortSignal) {
  const options = signal === undefined ? {} : { signal }
  const scope = await client.seed.scope(asked, options)
  const { document } = await client.plans.fix({ request: scope.plan, fixes: [] }, options)
  return { scope, document }
}
