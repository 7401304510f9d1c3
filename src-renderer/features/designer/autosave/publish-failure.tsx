import { useQuery } from '@tanstack/react-query'
import type { PlanVersion } from '#shared/contract/plans/plans.ts'
import { words } from '#shared/words/words.ts'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import type { useKeep, useRunPlan } from '../use-publish.ts'

interface PublishFailureProps {
  readonly keep: Pick<ReturnType<typeof useKeep>, 'error' | 'variables' | 'mutate' | 'reset'>
  readonly running: Pick<ReturnType<typeof useRunPlan>, 'run'>
  /** The version that the draft is based on; null if the plan was never published. */
  readonly planId: string | null
}

/**
 * Reason why publishing failed. If a newer version exists or the plan was deleted, offers a choice of how to continue.
 */
export function PublishFailure({ keep, running, planId }: PublishFailureProps) {
  const { orpc } = useRpc()
  const isBehind = keep.error !== null && planId !== null && failureOf(keep.error).code === 'E_STATE'
  const versions = useQuery({
    ...orpc.plans.listVersions.queryOptions({ input: { planId: planId ?? '' } }),
    enabled: isBehind,
    staleTime: 0,
  })
  if (keep.error === null || (isBehind && versions.isFetching)) return null
  const newest = isBehind ? versions.data?.[0] : undefined
  // Refused for another reason, since the draft is based on the newest listed version.
  if (newest === undefined || (newest.id === planId && newest.removedAt === null)) {
    return (
      <div className="px-4 pt-3">
        <FailureNote error={keep.error} />
      </div>
    )
  }
  const { label, isToRun = false } = keep.variables ?? {}
  return (
    <BehindDialog
      newest={newest}
      isToRun={isToRun}
      onPublish={(onto) =>
        isToRun ? running.run({ onto }) : keep.mutate({ ...(label !== undefined && { label }), onto })
      }
      onClose={keep.reset}
    />
  )
}

interface BehindDialogProps {
  /** The version published in the meantime, or the last version of a deleted plan. */
  readonly newest: PlanVersion
  /** True if the published plan is also run. */
  readonly isToRun: boolean
  readonly onPublish: (onto: string | null) => void
  readonly onClose: () => void
}

/** The draft is based on an outdated version. Shows the differences and asks how to publish. */
function BehindDialog({ newest, isToRun, onPublish, onClose }: BehindDialogProps) {
  const { orpc } = useRpc()
  const document = usePlanDocument((state) => state.document)
  const { data, error, refetch } = useQuery(orpc.plans.get.queryOptions({ input: { planId: newest.id } }))
  const isRemoved = newest.removedAt !== null
  return (
    <DialogFrame
      title={isRemoved ? words.drafts.behindRemovedTitle : words.drafts.behindTitle(newest.version)}
      about={isRemoved ? words.drafts.behindRemovedAbout : words.drafts.behindAbout}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.drafts.stay}</Button>
          <Button look={isRemoved ? 'primary' : 'secondary'} onClick={() => onPublish(null)}>
            {isToRun ? words.drafts.ownPlanAndRun : words.drafts.ownPlan}
          </Button>
          {!isRemoved && (
            <Button look="primary" disabled={data === undefined} onClick={() => onPublish(newest.id)}>
              {isToRun
                ? words.drafts.onTopAndRun(newest.version + 1)
                : words.drafts.onTop(newest.version + 1)}
            </Button>
          )}
        </>
      }
    >
      <p className="mb-3 text-muted">{words.drafts.newestToMine}</p>
      <FailureNote error={error} onRetry={() => void refetch()} />
      {data !== undefined && <PlanDifferenceView before={data.document} after={document} />}
      {data === undefined && error === null && <Skeleton lines={6} />}
    </DialogFrame>
  )
}
