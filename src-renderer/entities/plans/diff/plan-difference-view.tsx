import { CircleCheck, List, Network } from 'lucide-react'
import { type ComponentProps, useMemo, useState } from 'react'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { EmptyNote } from '../../../ui/notes.tsx'
import { titlesOf } from '../edits/edit.ts'
import { diffPlans, isSamePlan, type PlanDifference } from './diff-plans.ts'
import { DifferenceGraph } from './difference-graph.tsx'
import { DifferenceList } from './difference-list.tsx'

interface PlanDifferenceViewProps {
  readonly before: PlanDraft
  readonly after: PlanDraft
  readonly taking?: ComponentProps<typeof DifferenceList>['taking']
}

const frame = 'flex flex-col overflow-hidden rounded-lg border border-line bg-surface'

/** Comparison of two plans, as a list with every field or as a graph. Fills its container. */
export function PlanDifferenceView({ before, after, taking }: PlanDifferenceViewProps) {
  const [view, setView] = useState<'list' | 'graph'>('list')
  const difference = useMemo(() => diffPlans(before, after), [before, after])
  const titles = useMemo(() => titlesOf([...before.tasks, ...after.tasks]), [before, after])
  if (isSamePlan(difference)) {
    return (
      <EmptyNote icon={CircleCheck} title={words.versions.same}>
        {words.versions.sameAbout}
      </EmptyNote>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label={words.versions.view}
          value={view}
          onChoose={setView}
          choices={[
            { value: 'list', label: words.versions.asList, icon: List },
            { value: 'graph', label: words.versions.asGraph, icon: Network },
          ]}
        />
        <p role="status" className="text-muted">
          {words.versions.summary(countKinds(difference))}
        </p>
        {difference.isReordered && <p className="text-muted">{words.versions.reordered}</p>}
      </div>
      {view === 'list' ? (
        <div className={`${frame} min-h-40 flex-1`}>
          <DifferenceList {...{ difference, titles }} {...(taking !== undefined && { taking })} />
        </div>
      ) : (
        // A dialog adapts to its content, so the graph needs an explicit height.
        <div className={`${frame} relative h-[480px] min-h-60 flex-auto`}>
          <div className="absolute inset-0 flex flex-col">
            <DifferenceGraph after={after} difference={difference} />
          </div>
        </div>
      )}
    </div>
  )
}

function countKinds({ tasks, settings }: PlanDifference) {
  const count = (wanted: string) => tasks.filter(({ kind }) => kind === wanted).length
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed') + settings.length,
  }
}
