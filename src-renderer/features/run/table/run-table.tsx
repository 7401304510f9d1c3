// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import type { LayoutItem } from '../../../graph/outline.ts'
import { usePreference } from '../../../stores/preference.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { backKey, onKey } from '../../../ui/reading-keys.ts'
import { useNow } from '../../../ui/use-now.ts'
import { words } from '../../../words/words.ts'
import { NoMatch } from '../filter/no-match.tsx'
import { listRows, type Row } from '../list-rows.ts'
import { useTimeline } from '../use-times.ts'
import { factsOf, noFacts, type Sort, sortKeys, sortTasks, type TaskFacts } from './facts.ts'
import { TableHead } from './table-head.tsx'
import { TaskRow } from './table-row.tsx'

interface RunTableProps {
  readonly runId: string
  readonly items: readonly LayoutItem[]
  readonly collapsed: ReadonlySet<string>
  readonly selected: string | null
  readonly matched: ReadonlySet<string> | null
  readonly path: ReadonlySet<string>
  readonly onSelect: (key: string | null) => void
  readonly onCollapse: (collapsed: ReadonlySet<string>) => void
}

const says = words.run.table
const rowHeight = 40
const headHeight = 36
const sortSchema = z.object({ key: z.enum(sortKeys), isDown: z.boolean() })
const inPlanOrder: Sort = { key: 'plan', isDown: false }

/** The tasks of a run in the order of the plan, as a tree, or sorted by anything; what a screen reader reads. */
export function RunTable(props: RunTableProps) {
  const { collapsed, selected, path, onSelect, onCollapse } = props
  const [sort, setSort] = usePreference('run.table.sort', sortSchema, inPlanOrder)
  const facts = useFacts(props.runId)
  const rows = useShownRows(props, sort, facts)
  const frame = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<string | null>(selected)
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === cursor),
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    overscan: 12,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection is brought into view
  useEffect(() => {
    const shown = selected === null ? -1 : rows.findIndex(({ key }) => key === selected)
    if (shown >= 0) virtual.scrollToIndex(shown, { align: 'auto' })
  }, [selected])
  const toggle = (key: string) => {
    const next = new Set(collapsed)
    if (!next.delete(key)) next.add(key)
    onCollapse(next)
  }
  const select = (key: string) => {
    setCursor(key)
    onSelect(key)
  }
  // Rows are not drawn again when what a press does changes: they call what it is by then.
  const latest = useRef({ select, toggle })
  latest.current = { select, toggle }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -rows.length,
      End: rows.length,
    }[event.key]
    const row = rows[at]
    if (step !== undefined) {
      const next = Math.min(rows.length - 1, Math.max(0, at + step))
      setCursor(rows[next]?.key ?? null)
      virtual.scrollToIndex(next)
    } else if (event.key === 'Enter' && row !== undefined && event.target === event.currentTarget)
      onSelect(row.key)
    else if (
      row?.isGroup === true &&
      ((event.key === onKey && !row.isOpen) || (event.key === backKey && row.isOpen))
    )
      toggle(row.key)
    else return
    event.preventDefault()
  }
  if (rows.length === 0) return <NoMatch />
  return (
    <div
      ref={frame}
      role="treegrid"
      aria-label={says.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={idOf(at)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="group/table @container h-full overflow-auto outline-offset-[-2px]"
    >
      <TableHead sort={sort} height={headHeight} onSort={setSort} />
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <TaskRow
              key={row.key}
              id={idOf(index)}
              index={index}
              top={start - headHeight}
              row={row}
              facts={facts.get(row.key) ?? noFacts}
              isSelected={row.key === selected}
              isCursor={index === at}
              isOnPath={path.has(row.key)}
              onSelect={(key) => latest.current.select(key)}
              onToggle={(key) => latest.current.toggle(key)}
            />
          )
        })}
      </div>
    </div>
  )
}

const idOf = (at: number): string => `task-row-${at}`

function useFacts(runId: string): ReadonlyMap<string, TaskFacts> {
  const { data } = useTimeline(runId)
  const isGoing = data !== undefined && data.to === null
  const ticking = useNow({ isMoving: isGoing })
  const now = data === undefined ? 0 : (data.to ?? Math.max(ticking, data.at))
  return useMemo(() => new Map(data?.tasks.map((times) => [times.taskKey, factsOf(times, now)])), [data, now])
}

/** A tree in the order of the plan; sorted or filtered, the tasks alone. */
function useShownRows(
  { items, collapsed, matched }: RunTableProps,
  sort: Sort,
  facts: ReadonlyMap<string, TaskFacts>,
): readonly Row[] {
  const isTree = sort.key === 'plan' && !sort.isDown && matched === null
  const tree = useMemo(() => (isTree ? listRows(items, collapsed) : []), [isTree, items, collapsed])
  const tasks = useDeferredValue(useRun((state) => state.tasks))
  return useMemo(() => {
    if (isTree) return tree
    const shown = [...tasks.values()]
      .filter(({ key, kind }) => (matched === null ? kind === 'task' : matched.has(key)))
      .map((task) => ({ task, facts: facts.get(task.key) ?? noFacts }))
    return sortTasks(shown, sort).map(({ task: { key } }) => ({
      key,
      depth: 0,
      isGroup: false,
      isOpen: false,
    }))
  }, [isTree, tree, tasks, matched, facts, sort])
}
