import { useMutation } from '@tanstack/react-query'
import { CircleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { countOf } from '../findings/findings.ts'
import { useFindings } from '../findings/findings-context.tsx'
import { DryRunTable } from './dry-run-table.tsx'
import { DryRunWays } from './dry-run-ways.tsx'
import { sayDryRun } from './say-dry-run.ts'

const says = words.designer.dryRun
/** After what is typed: a plan that is being changed is not played through for each letter. */
const restMs = 400

/** What a run would come to: who, when, for how much. Played through again whenever the plan is another. */
export function DryRunPanel({ onClose }: { onClose: () => void }) {
  const { client } = useRpc()
  const document = usePlanDocument((state) => state.document)
  const playing = useMutation({ mutationFn: (plan: PlanDraft) => client.plans.dryRun({ document: plan }) })
  const { mutate, data, error, variables } = playing
  const actions = useActions()
  const [view, setView] = useState<'tasks' | 'branches'>('tasks')
  const hasBranches = data !== undefined && data.branches.ways.length > 0
  const titles = new Map(document.tasks.map(({ key, title }) => [key, title.trim() || key]))
  const errors = useFindings(({ all }) => countOf(all, 'error'))
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another plan is played through
  useEffect(() => {
    const timer = setTimeout(() => mutate(document), variables === undefined ? 0 : restMs)
    return () => clearTimeout(timer)
  }, [document, mutate])
  return (
    <section
      aria-label={says.title}
      className="flex h-[min(280px,45%)] shrink-0 flex-col border-line border-t bg-surface"
    >
      <div className="flex min-h-9 shrink-0 items-center gap-3 border-line border-b pe-2 ps-4">
        <h2 className="font-semibold">{says.title}</h2>
        {errors > 0 && (
          <p className="flex shrink-0 items-center gap-1.5 text-failed text-sm">
            <CircleAlert size={14} aria-hidden className="shrink-0" />
            {says.cannotRun(errors)}
          </p>
        )}
        <p role="status" className="min-w-0 flex-1 truncate text-muted text-sm" title={says.about}>
          {data === undefined ? (error === null ? says.playing : '') : sayDryRun(data)}
        </p>
        {hasBranches && (
          <Segmented
            label={says.views}
            value={view}
            choices={[
              { value: 'tasks', label: says.tasks },
              { value: 'branches', label: says.branches.title, count: data.branches.ways.length },
            ]}
            onChoose={setView}
          />
        )}
        <IconButton label={says.close} icon={X} onClick={onClose} className="size-7" />
      </div>
      {error !== null && (
        <div className="p-3">
          <FailureNote error={error} onRetry={() => mutate(document)} />
        </div>
      )}
      {error === null && data === undefined && (
        <div className="p-4">
          <Skeleton lines={3} />
        </div>
      )}
      {data !== undefined && (view === 'tasks' || !hasBranches) && <DryRunTable dry={data} />}
      {data !== undefined && view === 'branches' && hasBranches && (
        <DryRunWays played={data.branches} titles={titles} onSelect={actions.select} />
      )}
    </section>
  )
}
