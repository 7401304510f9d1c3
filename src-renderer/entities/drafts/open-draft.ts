import type { Draft } from '#shared/contract/plans/drafts.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { Client } from '../../rpc/client.ts'
import type { LocalCopies } from './local-copy.ts'

/** A plan opened for editing. */
export interface OpenedDraft {
  /** The shown document: from a draft, a published version, or the unsent copy in this browser. */
  readonly document: PlanDraft
  /** The document on the server; the same object as `document` if nothing is unsent. */
  readonly sent: PlanDraft
  readonly draft: { readonly id: string; readonly revision: number } | null
  readonly planId: string | null
  /** Warnings of the import that created the version; empty for a draft. */
  readonly warnings: readonly ImportWarning[]
}

export const isDraftAddress = (address: string): boolean => address.startsWith('draft_')

/** Opens the plan of an address, which is the id of a draft or a version. A draft of a version takes precedence. */
export async function openDraft(
  client: Pick<Client, 'drafts' | 'plans'>,
  copies: LocalCopies,
  { address, signal }: { readonly address: string; readonly signal?: AbortSignal },
): Promise<OpenedDraft> {
  const options = signal === undefined ? {} : { signal }
  const [kept, copy] = await Promise.all([
    isDraftAddress(address)
      ? client.drafts.get({ draftId: address }, options).then(ofDraft)
      : openPlan(client, address, options),
    copies.read(address),
  ])
  // A copy of an older draft revision is refused when it is saved. The person then resolves the conflict.
  return copy === null ? kept : { ...kept, document: copy.document, draft: copy.draft, planId: copy.planId }
}

async function openPlan(
  client: Pick<Client, 'drafts' | 'plans'>,
  planId: string,
  options: { signal?: AbortSignal },
): Promise<OpenedDraft> {
  const drafts = await client.drafts.list(undefined, options)
  const newest = drafts.find((draft) => draft.planId === planId)
  if (newest !== undefined) return ofDraft(await client.drafts.get({ draftId: newest.id }, options))
  const { document, warnings } = await client.plans.get({ planId }, options)
  return { document, sent: document, draft: null, planId, warnings }
}

const ofDraft = ({ id, revision, planId, document }: Draft): OpenedDraft => ({
  ...{ document, sent: document, planId },
  draft: { id, revision },
  warnings: [],
})
