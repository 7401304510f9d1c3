import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SampleView } from '#shared/contract/plans/plans.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { failureOf } from '../../rpc/failure.ts'
import { showToast } from '../../ui/toast.tsx'
import { useCurrentProject } from '../projects/current-project.ts'
import { useStartRun } from '../runs/use-start-run.ts'

/** The templates and their two actions: create a draft from a template, or run a template unchanged. */
export function useTemplates() {
  const { client, orpc } = useRpc()
  const navigate = useNavigate()
  const { id: projectId } = useCurrentProject()
  const templates =
    useQuery(orpc.plans.listTemplates.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data ?? []
  const onError = (error: unknown) => {
    const { message, hint } = failureOf(error)
    showToast({ title: words.templates.failed, description: `${message} ${hint}`, isFailure: true })
  }
  const start = useStartRun()
  const drafting = useMutation({
    mutationFn: ({ document }: SampleView) => {
      const key = `plan-${crypto.randomUUID().slice(0, 8)}`
      return client.drafts.create({ document: { ...document, key, projectId } })
    },
    onSuccess: ({ id }) => navigate({ to: '/plans/$planId', params: { planId: id } }),
    onError,
  })
  return {
    templates,
    isBusy: drafting.isPending || start.isPending,
    open: (template: SampleView) => drafting.mutate(template),
    run: ({ id }: SampleView, { simulate = false } = {}) =>
      start.mutate({ templateId: id, simulate }, { onError }),
  }
}
export type Templates = ReturnType<typeof useTemplates>
