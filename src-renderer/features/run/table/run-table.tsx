import { clsx } from 'clsx'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import type { RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import type { LayoutItem } from '../../../graph/layout/layout.ts'
import { type RowChoice, type RowRange, toggled, withRow } from '../../../graph/selection.ts'
import { usePreference } from '../../../stores/preference.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { useNow } from '../../../ui/hooks/use-now.ts'
import { useWidth } from '../../../ui/hooks/use-width.ts'
import { columnsClass, Grid, GridCells, GridHead, tracksOf } from '../../../ui/lists/grid.tsx'
import { backKey, onKey as forwardKey } from '../../../ui/reading-keys.ts'
import { NoMatch } from '../run-filter.tsx'
import { useTimeline } from '../run-reads.ts'
import { ChosenBar } from '../selection/selection-bar.tsx'
import { useSelectionCommands } from '../selection/use-selection.ts'
import {
  factsOf,
  listRows,
  noFacts,
  type Row,
  type Sort,
  type SortKey,
  sortKeys,
  sortTasks,
  type TaskFacts,
} from './rows.ts'
import { taskColumns } from './task-columns.tsx'

interface RunTableProps {
  readonly run: RunView
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

/** The tasks of a run: as a tree in plan order, or sorted by a column. The accessible alternative to the graph. */
export function RunTable(props: RunTableProps) {
  const { run, collapsed, selected, path, onSelect, onCollapse } = props
  const [sort, setSort] = usePreference('run.table.sort', sortSchema, inPlanOrder)
  const facts = useFacts(props.run.id)
  const rows = useShownRows(props, sort, facts)
  const frame = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [cursor, setCursor] = useState<string | null>(selected)
  const [chosen, setChosen] = useChosenKeys(selected)
  const range = useRef<RowRange | null>(null)
  const keys = useMemo(() => rows.map(({ key }) => key), [rows])
  // Actions do not apply to filtered-out and collapsed tasks.
  const seen = useMemo(() => keys.filter((key) => chosen.has(key)), [keys, chosen])
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === cursor),
  )
  const nameOf = useAgentNames()
  const toggle = (key: string) => onCollapse(toggled(collapsed, key))
  const choose = (index: number, how: RowChoice) => {
    const selection = { keys: chosen, lead: keys[at] ?? null }
    const next = withRow({ selection, range: range.current }, { rows: keys, index }, how)
    range.current = next.range
    setCursor(keys[index] ?? null)
    setChosen(next.selection.keys)
  }
  const moveTo = (index: number) => {
    range.current = null
    setCursor(keys[index] ?? null)
  }
  const press = (index: number, how: RowChoice) => {
    choose(index, how)
    if (how.isRange !== true && how.isMore !== true) onSelect(keys[index] ?? null)
  }
  // The task panel already has the actions for a single open task, so no selection bar is needed.
  const isChosen = seen.length > 1 || (seen.length === 1 && seen[0] !== selected)
  const clear = () => {
    range.current = null
    setChosen(new Set(selected === null ? [] : [selected]))
  }
  useSelectionCommands({ count: seen.length, onAll: () => setChosen(new Set(keys)), onNone: clear })
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return true
    const row = rows[at]
    if (row === undefined) return false
    if (event.key === 'Enter') press(at, {})
    else if (event.key === ' ') choose(at, { isMore: true })
    else if (event.key === 'Escape' && isChosen) clear()
    else if (
      row.isGroup &&
      ((event.key === forwardKey && !row.isOpen) || (event.key === backKey && row.isOpen))
    )
      toggle(row.key)
    else return false
    event.preventDefault()
    return true
  }
  const columns = taskColumns({ width, facts, nameOf, path, onToggle: toggle })
  const { gridTemplateColumns } = tracksOf(columns)
  if (rows.length === 0) return <NoMatch />
  return (
    <div ref={box} className="flex h-full min-h-0 flex-col">
      <Grid
        {...{ rows, rowHeight, headHeight, frame, onKey }}
        isTree
        isMultiSelectable
        label={says.label}
        rowKey={({ key }) => key}
        shown={selected}
        cursor={at}
        onCursor={(index, { shiftKey }) => (shiftKey ? choose(index, { isRange: true }) : moveTo(index))}
        head={
          <GridHead
            columns={columns}
            sorting={sort}
            height={headHeight}
            isSortable={() => true}
            onSort={(next) => setSort(sortAfter(sort, sortSchema.parse(next)))}
            className="sm:px-6"
          />
        }
        className="flex-1 overflow-auto"
      >
        {(row, index) => ({
          props: {
            'aria-level': row.depth + 1,
            'aria-selected': chosen.has(row.key),
            ...(row.isGroup && { 'aria-expanded': row.isOpen }),
            'data-task': row.key,
            onClick: ({ shiftKey, ctrlKey, metaKey }) =>
              press(index, { isRange: shiftKey, isMore: ctrlKey || metaKey }),
            className: clsx(
              columnsClass,
              'cursor-pointer select-none border-line/60 border-b sm:px-6',
              chosen.has(row.key) ? 'bg-accent-soft' : 'hover:bg-hover',
              row.key === selected && 'shadow-[inset_2px_0_var(--accent)]',
            ),
            style: { gridTemplateColumns },
          },
          cells: <GridCells columns={columns} row={row} />,
        })}
      </Grid>
      <p role="status" className="sr-only">
        {isChosen ? words.run.chosen.count(seen.length) : ''}
      </p>
      <ChosenBar
        run={run}
        keys={seen}
        isShown={isChosen}
        onClear={clear}
        onBack={() => frame.current?.focus()}
      />
    </div>
  )
}

/** Opening a task selects it. Closing it preserves a selection of several tasks. */
function useChosenKeys(selected: string | null) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (selected !== null)
      setChosen((before) => (before.has(selected) && before.size > 1 ? before : new Set([selected])))
    else setChosen((before) => (before.size > 1 ? before : new Set()))
  }, [selected])
  return [chosen, setChosen] as const
}

/** The third click on a column header restores the plan order. */
const sortAfter = (before: Sort, next: Sort): Sort =>
  next.key === before.key && next.isDown === numbers.has(next.key) ? inPlanOrder : next

const numbers: ReadonlySet<SortKey> = new Set<SortKey>(['time', 'waited', 'attempts', 'cost'])

function useFacts(runId: string): ReadonlyMap<string, TaskFacts> {
  const { data } = useTimeline(runId)
  const isGoing = data !== undefined && data.to === null
  const ticking = useNow({ isMoving: isGoing })
  const now = data === undefined ? 0 : (data.to ?? Math.max(ticking, data.at))
  return useMemo(() => new Map(data?.tasks.map((times) => [times.taskKey, factsOf(times, now)])), [data, now])
}

/** A tree in plan order; if sorted or filtered, a flat list of tasks. */
function useShownRows(
  { items, collapsed, matched }: RunTableProps,
  sort: Sort,
  facts: ReadonlyMap<string, TaskFacts>,
): readonly Row[] {
  const isTree = sort.key === 'plan' && !sort.isDown && matched === null
  const tree = useMemo(() => (isTree ? listRows(items, collapsed) : []), [isTree, items, collapsed])
  const tasks = useDeferredValue(useRun((state) => state.tasks))
  const nameOf = useAgentNames()
  return useMemo(() => {
    if (isTree) return tree
    const shown = [...tasks.values()]
      .filter(({ key, kind }) => (matched === null ? kind === 'task' : matched.has(key)))
      .map((task) => ({ task, facts: facts.get(task.key) ?? noFacts }))
    return sortTasks(shown, sort, nameOf).map(({ task: { key } }) => ({
      key,
      depth: 0,
      isGroup: false,
      isOpen: false,
    }))
  }, [isTree, tree, tasks, matched, facts, sort, nameOf])
}
