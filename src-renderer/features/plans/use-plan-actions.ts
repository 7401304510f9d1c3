import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { removePlan } from '../../entities/drafts/remove-plan.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useStartRun } from '../../entities/runs/use-start-run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { failureOf } from '../../rpc/failure.ts'
import { dropSession } from '../../stores/plan-session.ts'
import { showToast } from '../../ui/toast.tsx'
import type { PlanRow } from './rows.ts'

/** The actions of a row. Errors are shown as a toast. */
export function usePlanActions() {
  const { client } = useRpc()
  const navigate = useNavigate()
  const start = useStartRun()
  const { id: projectId } = useCurrentProject()
  const { mutate } = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onError: (error) => {
      const { message, hint } = failureOf(error)
      showToast({ title: words.plans.failed, description: `${message} ${hint}`, isFailure: true })
    },
  })
  const goTo = (planId: string) => navigate({ to: '/plans/$planId', params: { planId } })

  const documentOf = async ({ id, kind, draftId }: PlanRow): Promise<PlanDraft> => {
    if (draftId !== null) return (await client.drafts.get({ draftId })).document
    if (kind !== 'sample') return (await client.plans.get({ planId: id })).document
    const sample = (await client.plans.listSamples()).find((each) => each.id === id)
    if (sample === undefined) throw new Error(words.plans.failed)
    return sample.document
  }
  const copy = async (row: PlanRow, title: string) => {
    const document = await documentOf(row)
    const key = `plan-${crypto.randomUUID().slice(0, 8)}`
    const placed = { ...document, key, title, projectId: document.projectId ?? projectId }
    const draft = await client.drafts.create({ document: placed })
    await goTo(draft.id)
  }

  return {
    isStarting: start.isPending,
    open: (row: PlanRow) => (row.kind === 'sample' ? mutate(() => copy(row, row.title)) : void goTo(row.id)),
    duplicate: (row: PlanRow) => mutate(() => copy(row, words.plans.copyOf(row.title))),
    run: ({ id, kind }: PlanRow, simulate = false) =>
      start.mutate(
        { ...(kind === 'sample' ? { sampleId: id } : { planId: id }), simulate },
        { onError: (error) => showToast({ title: failureOf(error).message, isFailure: true }) },
      ),
    rename: (row: PlanRow, title: string) =>
      mutate(async () => {
        if (row.draftId !== null) {
          const { document, revision } = await client.drafts.get({ draftId: row.draftId })
          return client.drafts.save({ draftId: row.draftId, document: { ...document, title }, revision })
        }
        const { document } = await client.plans.get({ planId: row.id })
        return client.plans.publish({ documents: [{ ...document, title }], replaces: row.id })
      }),
    remove: (row: PlanRow) =>
      mutate(async () => {
        if (row.kind === 'draft') {
          const { planId, document } = await client.drafts.get({ draftId: row.id })
          await client.drafts.remove({ draftId: row.id })
          const again = { document, ...(planId !== null && { planId }) }
          showToast({
            title: words.plans.draftRemoved(row.title),
            undo: () => mutate(() => client.drafts.create(again)),
          })
          return
        }
        const restore = await removePlan(client, row.id)
        dropSession(row.id)
        showToast({
          title: words.plans.removed(row.title),
          undo: () => mutate(restore),
        })
      }),
  }
}

export type PlanActions = ReturnType<typeof usePlanActions>
