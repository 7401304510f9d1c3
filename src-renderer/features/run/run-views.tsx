import { useMemo, useState } from 'react'
import type { RunView } from '#shared/model/run.ts'
import { GraphView } from '../../graph/graph-view.tsx'
import type { LayoutItem } from '../../graph/outline.ts'
import { selectOnly } from '../../graph/selection.ts'
import { useRun, useRunStore } from '../../stores/run-context.tsx'
import { DecisionsView } from './decisions/decisions-view.tsx'
import { facesOfRun } from './faces-of-run.ts'
import { FilesView } from './files/files-view.tsx'
import { RunList } from './run-list.tsx'
import type { RunTab } from './run-search.ts'

/** Above this many nodes a plan is first shown with its groups closed. */
const openAtMost = 48

interface RunViewsProps {
  readonly run: RunView
  readonly tab: RunTab
  readonly selected: string | null
  readonly decision: number | null
  /** The name of the file that is read. */
  readonly file: string | null
  readonly onFile: (name: string | null) => void
  readonly onSelect: (key: string | null) => void
  /** Of the task that a decision made, or that it was made after: it is shown where it stands in the plan. */
  readonly onSelectFrom: (decision: number, taskKey: string) => void
}

/** The same run as a graph and as a list, and how it came about: one selection, one set of closed groups. */
export function RunViews({ run, tab, selected, onSelect, ...rest }: RunViewsProps) {
  const { decision, file, onFile, onSelectFrom } = rest
  const items = useItems()
  const store = useRunStore()
  const faces = useMemo(() => facesOfRun(store), [store])
  const selection = useMemo(() => selectOnly(selected), [selected])
  const [chosen, setCollapsed] = useState<ReadonlySet<string> | null>(null)
  const collapsed = useMemo(() => chosen ?? firstCollapsed(items), [chosen, items])
  if (tab === 'decisions') {
    return <DecisionsView run={run} target={decision} onSelectFrom={onSelectFrom} />
  }
  if (tab === 'files') {
    const { done = 0, failed = 0, cancelled = 0 } = run.counts
    return (
      <FilesView
        {...{ runId: run.id, taskKey: null, file, onFile, onSelect }}
        point={`${done} ${failed} ${cancelled}`}
      />
    )
  }
  if (tab === 'list') {
    return (
      <RunList
        items={items}
        collapsed={collapsed}
        selected={selected}
        onSelect={onSelect}
        onCollapse={setCollapsed}
      />
    )
  }
  return (
    <GraphView
      key={run.id}
      label={`Graph of ${run.title}, ${items.length} tasks`}
      items={items}
      faces={faces}
      selection={selection}
      collapsed={collapsed}
      onSelect={({ lead }) => onSelect(lead)}
      onCollapse={setCollapsed}
    />
  )
}

/** The shape of the plan. It does not change while tasks change their status, so nothing is laid out again. */
function useItems(): readonly LayoutItem[] {
  const order = useRun((state) => state.order)
  const tasks = useRun((state) => state.tasks)
  // biome-ignore lint/correctness/useExhaustiveDependencies: order is a new array exactly when a task is added
  return useMemo(() => order.flatMap((key) => tasks.get(key) ?? []), [order])
}

function firstCollapsed(items: readonly LayoutItem[]): ReadonlySet<string> {
  if (items.length <= openAtMost) return new Set()
  return new Set(items.filter(({ kind }) => kind === 'group').map(({ key }) => key))
}
