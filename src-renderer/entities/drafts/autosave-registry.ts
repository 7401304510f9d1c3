import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { Rpc } from '../../rpc/client.ts'
import type { PlanDocumentStore } from '../../stores/plan-document.ts'
import { createDraftKeeper, type DraftKeeper, type KeeperState } from './autosave.ts'
import { type LocalCopies, openLocalCopies } from './local-copy.ts'

/** As long as a plan is open in this window, whatever screen is shown. */
const keepers = new WeakMap<PlanDocumentStore, DraftKeeper>()
let copies: LocalCopies | null = null

export function localCopies(): LocalCopies {
  copies ??= openLocalCopies()
  return copies
}

interface Kept {
  readonly address: string
  readonly base: Pick<KeeperState, 'draft' | 'planId'>
  /** The document on the server; null when it has none, so that it is sent at once. */
  readonly sent: PlanDraft | null
}

/** From now on what is done to the plan is saved. */
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

/** Is the document of no plan. */
const nothing: PlanDraft = {
  ...{ key: '', title: '', projectId: null, projectFolder: null, parallelLimit: 1, crew: null },
  source: 'switchyard',
  tasks: [],
}
