import { useQuery } from '@tanstack/react-query'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { FailureNote } from '../../../ui/notes.tsx'
import type { useKeep, useRunPlan } from '../use-keep.ts'
import { BehindDialog } from './behind-dialog.tsx'

interface PublishFailureProps {
  readonly keep: Pick<ReturnType<typeof useKeep>, 'error' | 'variables' | 'mutate' | 'reset'>
  readonly running: Pick<ReturnType<typeof useRunPlan>, 'run'>
  /** The version that was changed; null: it was never published. */
  readonly planId: string | null
}

/** Why it could not be published; where another was faster, with the choice of what is to be. */
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
  // Refused for another reason: the version is the newest one, and listed.
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
