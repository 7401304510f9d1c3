// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays with the table, which says the row
// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
import { clsx } from 'clsx'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { titlesOf } from '../../../entities/plans/edits/edit.ts'
import { listTree, openAround, type TreeRow } from '../../../entities/plans/edits/tree.ts'
import { type RowChoice, type RowRange, withRow } from '../../../graph/selection.ts'
import { selectTasks } from '../../../stores/plan-document.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { useWidth } from '../../../ui/hooks/use-width.ts'
import { Grid } from '../../../ui/lists/grid.tsx'
import { backKey, onKey } from '../../../ui/reading-keys.ts'
import { type Actions, useActions } from '../actions.ts'
import { EmptyPlan } from '../empty-plan.tsx'
import { useFindings } from '../findings/findings.tsx'
import { type Columns, columnsFor } from './columns.ts'
import { OutlineCells } from './outline-row.tsx'

const rowHeight = 36

interface OutlinePaneProps {
  readonly onOpen: () => void
  /** Keys of tasks that do not match the search. */
  readonly dimmed: ReadonlySet<string>
  /** Key of the first match; null if none. */
  readonly first: string | null
}

/** The plan as a table of tasks and parts. Offers all actions of the graph by keyboard and for screen readers. */
export function OutlinePane(props: OutlinePaneProps) {
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  return isEmpty ? <EmptyPlan /> : <OutlineTable {...props} />
}

function OutlineTable({ onOpen, dimmed, first }: OutlinePaneProps) {
  const plan = usePlanDocumentStore()
  const actions = useActions()
  const frame = useRef<HTMLDivElement>(null)
  const document = usePlanDocument((state) => state.document)
  const selection = usePlanDocument((state) => state.selection)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => listOpen(listTree(document), closed), [document, closed])
  const width = useWidth(frame)
  const hasFindings = useFindings(({ all }) => all.length > 0)
  const columns = useMemo(
    () => columnsFor(document.tasks, width, hasFindings),
    [document.tasks, width, hasFindings],
  )
  const titles = useMemo(() => titlesOf(document.tasks), [document.tasks])
  const at = rows.findIndex(({ task }) => task.key === selection.lead)
  const found = rows.find(({ task }) => task.key === first)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a group that is closed by hand stays so
  useEffect(() => {
    if (selection.lead !== null) setClosed(openAround(closed, document.tasks, selection.lead))
  }, [selection.lead])
  const toggle = (key: string, isOpen: boolean) => {
    const next = new Set(closed)
    if (isOpen) next.delete(key)
    else next.add(key)
    setClosed(next)
  }
  const range = useRef<RowRange | null>(null)
  const choose = (index: number, how?: RowChoice) => {
    const keys = rows.map(({ task }) => task.key)
    const next = withRow({ selection, range: range.current }, { rows: keys, index }, how)
    range.current = next.range
    selectTasks(plan, next.selection.keys, next.selection.lead)
  }
  const latest = useRef(toggle)
  latest.current = toggle
  const toggleLatest = useCallback<typeof toggle>((...given) => latest.current(...given), [])
  const template = { gridTemplateColumns: columns.template }
  return (
    <Grid
      label={words.designer.outline.label}
      isTree
      isMultiSelectable
      rows={rows}
      rowKey={rowKey}
      rowHeight={rowHeight}
      head={<OutlineHead columns={columns} />}
      headHeight={rowHeight}
      minWidth={columns.minWidth}
      cursor={at}
      onCursor={(index, { shiftKey }) => choose(index, { isRange: shiftKey })}
      onKey={outlineKeys({ rows, at, closed, choose, toggle, actions, onOpen })}
      onFocus={({ target, currentTarget }) => {
        if (target === currentTarget && at < 0) choose(0)
      }}
      shown={rows[at] === undefined ? null : rowKey(rows[at])}
      found={found === undefined ? null : rowKey(found)}
      frame={frame}
      className="h-full overflow-auto"
    >
      {({ task, depth, hasParts }, index) => {
        const isSelected = selection.keys.has(task.key)
        const isLead = index === at
        const isOpen = !closed.has(task.key)
        return {
          props: {
            // The table keeps the focus, since its keys differ from those of the fields in a row.
            tabIndex: undefined,
            'aria-level': depth + 1,
            'aria-selected': isSelected,
            'aria-expanded': hasParts ? isOpen : undefined,
            'data-task': task.key,
            onClick: ({ target, shiftKey, ctrlKey, metaKey }) => {
              const isField =
                target instanceof HTMLElement && target.closest('input, select, button') !== null
              if (!isField || !isLead) choose(index, { isRange: shiftKey, isMore: ctrlKey || metaKey })
            },
            style: template,
            className: clsx(
              'grid cursor-default items-center border-line/60 border-b px-3',
              isSelected ? 'bg-accent-soft' : 'bg-surface hover:bg-hover',
              dimmed.has(task.key) && !isLead && 'text-faint',
              isLead && 'shadow-[inset_2px_0_var(--accent)]',
            ),
          },
          cells: (
            <OutlineCells
              {...{ task, depth, hasParts, isOpen, isLead, columns }}
              waits={task.dependsOn.map((each) => titles.get(each) ?? each).join(', ')}
              onToggle={toggleLatest}
            />
          ),
        }
      }}
    </Grid>
  )
}

/** An invalid plan can contain the same key twice, so the row key includes the index. */
const rowKey = ({ task, index }: TreeRow): string => `${task.key} ${index}`

function OutlineHead({ columns }: { columns: Columns }) {
  return (
    <div role="rowgroup" style={{ minWidth: columns.minWidth }} className="sticky top-0 z-10">
      <div
        role="row"
        style={{ gridTemplateColumns: columns.template }}
        className="grid h-9 items-center border-line border-b bg-sunken px-3 font-medium text-faint text-sm"
      >
        {columns.list.map(({ key, title }) => (
          <span key={key} role="columnheader" className={key === 'cost' ? 'pe-3 text-end' : 'truncate px-2'}>
            {title}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Rows outside of closed groups. */
function listOpen(rows: readonly TreeRow[], closed: ReadonlySet<string>): readonly TreeRow[] {
  if (closed.size === 0) return rows
  let hiddenBelow = Number.POSITIVE_INFINITY
  return rows.filter(({ task, depth, hasParts }) => {
    if (depth > hiddenBelow) return false
    hiddenBelow = hasParts && closed.has(task.key) ? depth : Number.POSITIVE_INFINITY
    return true
  })
}

interface OutlineContext {
  readonly rows: readonly TreeRow[]
  /** Index of the lead row; -1: none. */
  readonly at: number
  readonly closed: ReadonlySet<string>
  readonly choose: (index: number) => void
  readonly toggle: (key: string, isOpen: boolean) => void
  readonly actions: Actions
  readonly onOpen: () => void
}

/** Keys of the outline in addition to list navigation. Keys pressed in a field of a row belong to the field. */
function outlineKeys(context: OutlineContext): (event: KeyboardEvent) => boolean {
  const { rows, at, closed, choose, toggle, actions, onOpen } = context
  return (event) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return true
    const row = rows[at]
    if (row === undefined) return false
    const { key } = row.task
    const isOpen = row.hasParts && !closed.has(key)
    switch (event.key) {
      case onKey:
        if (isOpen) choose(at + 1)
        else if (row.hasParts) toggle(key, true)
        break
      case backKey:
        if (isOpen) toggle(key, false)
        else choose(rows.slice(0, at).findLastIndex(({ depth }) => depth < row.depth))
        break
      case 'Enter':
        if (event.shiftKey) onOpen()
        else actions.addBeside()
        break
      case ' ':
        onOpen()
        break
      default:
        return false
    }
    event.preventDefault()
    return true
  }
}
