import { useMemo, useState } from 'react'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { GraphView } from '../../../graph/graph-view.tsx'
import { nothingSelected } from '../../../graph/selection.ts'
import { words } from '../../../words/words.ts'
import { graphOfDifference } from './diff-graph.ts'
import { keyOfDifference, type PlanDifference } from './diff-plans.ts'

const none: ReadonlySet<string> = new Set()

/** What differs, where it stands in the plan; what stayed the same steps back. */
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
