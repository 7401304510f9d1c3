import type { Draft } from '#shared/contract/plans/drafts.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { Client } from '../../rpc/client.ts'
import type { LocalCopies } from './local-copy.ts'

/** A plan as it is opened to be edited. */
export interface OpenedDraft {
  /** What is shown: of a draft, a published version, or what this browser could not send the last time. */
  readonly document: PlanDraft
  /** What the server has of it; the same object where there is no difference. */
  readonly sent: PlanDraft
  readonly draft: { readonly id: string; readonly revision: number } | null
  readonly planId: string | null
  /** What there was to say of the file the version comes from. */
  readonly warnings: readonly ImportWarning[]
}

export const isDraftAddress = (address: string): boolean => address.startsWith('draft_')

/** The plan of an address, an id of a draft or of a version: the draft of a version goes before the version itself. */
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
  // A copy of another state of the draft is saved as such, and refused: then the person chooses.
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
