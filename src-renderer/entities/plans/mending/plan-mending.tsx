import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheck, Undo2, WandSparkles } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import type { PlanDocument } from '#shared/model/plan.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { FindingList } from './finding-list.tsx'
import { mendLatest } from './mend-latest.ts'

interface PlanMendingProps {
  readonly document: PlanDocument
  /** Tells this state of the draft from its others. */
  readonly version: string
  readonly title: string
  readonly onChange: (document: PlanDocument) => void
  /** Null: nothing was changed yet, or a step back is offered elsewhere. */
  readonly onUndo: (() => void) | null
}

/** What is amiss in a plan that is not kept yet, with a button for every way to mend it. */
export function PlanMending({ document, version, title, onChange, onUndo }: PlanMendingProps) {
  const { client } = useRpc()
  const section = useRef<HTMLElement>(null)
  const latest = useLatest(document)
  const check = useQuery({
    queryKey: ['plan check', version],
    queryFn: () => client.plans.check({ document }),
    placeholderData: (earlier) => earlier,
    gcTime: 0,
  })
  const mending = useMutation({
    mutationFn: (what: { fixes: string[] } | { allSafe: true }) =>
      mendLatest(
        () => latest.current,
        (current) => client.plans.fix({ document: current, ...what }),
      ),
    onSuccess: (mended) => {
      if (mended === null) return
      onChange(mended.document)
      // The button that was pressed goes with its finding.
      section.current?.focus({ preventScroll: true })
    },
  })
  const findings = check.data?.findings
  const hasSafe = findings?.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe)) ?? false
  const isMending = mending.isPending || check.isPlaceholderData
  return (
    <section ref={section} tabIndex={-1} aria-label={title} className="outline-none">
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 break-words font-medium">{title}</h3>
        <div className="flex flex-wrap gap-2">
          {onUndo !== null && (
            <Button icon={Undo2} disabled={isMending} onClick={onUndo}>
              {words.common.undo}
            </Button>
          )}
          {hasSafe && (
            <Button
              icon={WandSparkles}
              disabled={isMending}
              onClick={() => mending.mutate({ allSafe: true })}
            >
              {words.designer.fixAllThatAreSafe}
            </Button>
          )}
        </div>
      </div>
      <div aria-live="polite">
        {check.isError ? (
          <FailureNote error={check.error} onRetry={() => void check.refetch()} />
        ) : findings === undefined ? (
          <Skeleton lines={2} />
        ) : findings.length === 0 ? (
          <p className="flex items-center gap-2 text-muted">
            <CircleCheck size={14} aria-hidden />
            {words.designer.nothingToMend}{' '}
          </p>
        ) : (
          <FindingList
            findings={findings}
            isMending={isMending}
            onFix={({ id }) => mending.mutate({ fixes: [id] })}
          />
        )}
      </div>
      {mending.data === null && (
        <p role="alert" className="mt-2 text-muted">
          {words.designer.thePlanWasChangedMeanwhileSo}
        </p>
      )}
      {mending.isError && (
        <div className="mt-2">
          <FailureNote error={mending.error} />
        </div>
      )}
    </section>
  )
}

/** The plan as it is on screen now; null once it is not. */
function useLatest(document: PlanDocument) {
  const latest = useRef<PlanDocument | null>(document)
  useLayoutEffect(() => {
    latest.current = document
    return () => {
      latest.current = null
    }
  }, [document])
  return latest
}
