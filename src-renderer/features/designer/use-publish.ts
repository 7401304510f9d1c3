import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { keeperOf } from '../../entities/drafts/autosave-registry.ts'
import { putDocument } from '../../entities/plans/edits/plan-settings.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useStartRun } from '../../entities/runs/use-start-run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { edit, type PlanDocumentStore } from '../../stores/plan-document.ts'
import { dropSession, keepSession, type PlanSession } from '../../stores/plan-session.ts'
import { usePlanSession } from '../../stores/plan-session-context.tsx'
import type { VersionWords } from './autosave/publish-dialog.tsx'
import { addressOf } from './open-plan.ts'

export interface Publication {
  readonly label?: VersionWords
  /** Version that the plan replaces. Null: publish as a separate new plan. Absent: the version that was edited. */
  readonly onto?: string | null
  /** The plan is started after publishing. */
  readonly isToRun?: boolean
}

/** Publishes the plan and returns its id; the existing id if nothing changed. */
export function useKeep({ address, goal }: { readonly address: string; readonly goal: string | null }) {
  const { client } = useRpc()
  const session = usePlanSession()
  const { id: projectId } = useCurrentProject()
  const navigate = useNavigate({ from: '/plans/$planId' })
  return useMutation({
    mutationFn: async ({ label, onto }: Publication) => {
      const keeper = keeperOf(session.plan)
      if (onto === null) edit(session.plan, putDocument(asPlanOfItsOwn(session.plan), words.drafts.ownPlan))
      if (isHomeless(session) && projectId !== null) {
        const { document } = session.plan.getState()
        edit(session.plan, putDocument({ ...document, projectId }, words.drafts.intoProject))
      }
      await keeper?.flush()
      const { document } = session.plan.getState()
      const { planId: before, kept, warnings } = session.origin.getState()
      if (onto === undefined && before !== null && kept === document) return before
      const planId = onto === undefined ? before : onto
      const { planIds } = await client.plans.publish({
        documents: [document],
        warnings: [...warnings],
        ...(planId !== null && { replaces: planId }),
        ...(label !== undefined && { label }),
      })
      const id = planIds[0] ?? ''
      const draft = keeper?.state.getState().draft ?? null
      keeper?.rebase(id, document)
      // If the removal fails, the remaining draft is harmless: it equals the published plan.
      if (draft !== null) await client.drafts.remove({ draftId: draft.id }).catch(() => null)
      session.origin.setState({ planId: id, kept: document, goal: null })
      keepSession(id, session)
      dropSession(addressOf(address, goal))
      await navigate({
        to: '/plans/$planId',
        params: { planId: id },
        search: ({ goal: _, ...rest }) => rest,
        replace: true,
      })
      return id
    },
  })
}

/** The plan is unpublished and has no project yet. */
const isHomeless = ({ plan, origin }: PlanSession): boolean =>
  origin.getState().planId === null && plan.getState().document.projectId === null

/** Two plans with the same title would be indistinguishable in the list, so the copy gets a different one. */
function asPlanOfItsOwn(plan: PlanDocumentStore): PlanDraft {
  const { document } = plan.getState()
  const key = `plan-${crypto.randomUUID().slice(0, 8)}`
  return { ...document, key, title: words.plans.copyOf(document.title) }
}

/** Publishes the plan as shown, then starts a run of it. */
export function useRunPlan(keep: ReturnType<typeof useKeep>) {
  const start = useStartRun()
  return {
    run: ({ onto, simulate = false }: { onto?: string | null; simulate?: boolean } = {}) =>
      keep.mutate(
        { isToRun: true, ...(onto !== undefined && { onto }) },
        {
          onSuccess: (planId) => start.mutate({ planId, simulate }),
        },
      ),
    isPending: start.isPending,
    error: start.error,
  }
}
