import { useState } from 'react'
import { GraphView } from '../../../../src-renderer/graph/graph-view.tsx'
import { nothingSelected, type Selection } from '../../../../src-renderer/graph/selection.ts'
import type { StagedPlan } from './plan.ts'

const nothing: ReadonlySet<string> = new Set()

export function Ours({ plan }: { plan: StagedPlan }) {
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const [collapsed, setCollapsed] = useState(nothing)
  return (
    <GraphView
      label={`${plan.items.length} tasks`}
      items={plan.items}
      faces={plan.faces}
      selection={selection}
      onSelect={setSelection}
      collapsed={collapsed}
      onCollapse={setCollapsed}
    />
  )
}
