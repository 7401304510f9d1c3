import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { Rpc } from '../../rpc/client.ts'
import type { PlanDocumentStore } from '../../stores/plan-document.ts'
import { createDraftKeeper, type DraftKeeper, type KeeperState } from './autosave.ts'
import { type LocalCopies, openLocalCopies } from './local-copy.ts'

/** Keepers exist as long as a plan is open in this window, on any screen. */
const keepers = new WeakMap<PlanDocumentStore, DraftKeeper>()
let copies: LocalCopies | null = null

export function localCopies(): LocalCopies {
  copies ??= openLocalCopies()
  return copies
}

interface Kept {
  readonly address: string
  readonly base: Pick<KeeperState, 'draft' | 'planId'>
  /** The document on the server; null if the server has none, so the plan is sent at once. */
  readonly sent: PlanDraft | null
}

/** Starts autosave for a plan. */
export function keepDraft({ client, connection }: Rpc, plan: PlanDocumentStore, kept: Kept): void {
  const { address, base, sent } = kept
  const readDocument = () => plan.getState().document
  keepers.set(
    plan,
    createDraftKeeper({
      ...{ address, base, readDocument, sent: sent ?? nothing },
      subscribe: plan.subscribe,
      api: client.drafts,
      isOnline: () => connection.state.getState().status === 'open',
      copies: localCopies(),
    }),
  )
}

export const keeperOf = (plan: PlanDocumentStore): DraftKeeper | null => keepers.get(plan) ?? null

/** Differs from every document, so the first save always sends. */
const nothing: PlanDraft = {
  ...{ key: '', title: '', projectId: null, projectFolder: null, parallelLimit: 1, crew: null },
  source: 'switchyard',
  tasks: [],
}
