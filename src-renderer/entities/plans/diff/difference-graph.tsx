import { useMemo, useState } from 'react'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import type { Face, Faces } from '../../../graph/face.ts'
import { GraphView } from '../../../graph/graph-view.tsx'
import type { LayoutItem } from '../../../graph/layout/layout.ts'
import { nothingSelected } from '../../../graph/selection.ts'
import { plannedTally } from '../../../stores/task-counts.ts'
import { countParts } from '../edits/tree.ts'
import { keyOfDifference, type PlanDifference } from './diff-plans.ts'

const none: ReadonlySet<string> = new Set()

/** The differences in the graph of the plan; unchanged tasks are dimmed. */
export function DifferenceGraph({ after, difference }: { after: PlanDraft; difference: PlanDifference }) {
  const [selection, setSelection] = useState(nothingSelected)
  const [collapsed, setCollapsed] = useState(none)
  const { items, faces } = useMemo(() => graphOfDifference(after, difference), [after, difference])
  const { changes, dimmed } = useMemo(() => {
    const changed = new Set(difference.tasks.map(keyOfDifference))
    const keys = items.map(({ key }) => key)
    return {
      changes: keys.filter((key) => changed.has(key)),
      dimmed: new Set(keys.filter((key) => !changed.has(key))),
    }
  }, [items, difference])
  return (
    <GraphView
      label={words.versions.difference}
      {...{ items, faces, selection, collapsed, changes, dimmed }}
      begin={changes[0] ?? null}
      onSelect={setSelection}
      onCollapse={setCollapsed}
    />
  )
}

/** Both plans in a single graph: the newer plan plus the tasks removed from the older one. */
export function graphOfDifference(
  after: PlanDraft,
  { tasks }: PlanDifference,
): { items: readonly LayoutItem[]; faces: Faces } {
  const kinds = new Map(tasks.map((each) => [keyOfDifference(each), each.kind]))
  const gone = tasks.flatMap((each) => (each.kind === 'removed' ? [each.before] : []))
  const known = new Set(after.tasks.map(({ key }) => key))
  const all = [...after.tasks, ...gone.filter(({ key }) => !known.has(key))]
  const parts = countParts(all)
  const faces = new Map(
    all.map(({ key, kind, title, requiredSkills }): [string, Face] => {
      const change = kinds.get(key)
      return [
        key,
        {
          ...{ title: title.trim() === '' ? key : title, status: null, progress: null, badges: [] },
          line: requiredSkills.map((skill) => skill.replaceAll('_', ' ')).join(', '),
          ...(kind === 'group' && { tally: plannedTally(parts.get(key) ?? 0) }),
          ...(change !== undefined && { change }),
        },
      ]
    }),
  )
  return {
    items: all.map(({ key, kind, parent, dependsOn }) => ({ key, kind, parent, dependsOn })),
    faces: { get: (key) => faces.get(key), subscribe: () => nothing, subscribeAll: () => nothing },
  }
}

const nothing = (): void => {}
