// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays with the table, which says the row
// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { titlesOf } from '../../../entities/plans/edits/edit.ts'
import { listTree, openAround, type TreeRow } from '../../../entities/plans/edits/tree.ts'
import { type RowChoice, type RowRange, withRow } from '../../../graph/selection.ts'
import { selectTasks } from '../../../stores/plan-document.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { useWidth } from '../../../ui/hooks/use-width.ts'
import { rowAfterKey } from '../../../ui/lists/row-keys.ts'
import { backKey, onKey } from '../../../ui/reading-keys.ts'
import { words } from '../../../words/words.ts'
import { type Actions, useActions } from '../actions.ts'
import { EmptyPlan } from '../empty-plan.tsx'
import { useFindings } from '../findings/findings.tsx'
import { columnsFor } from './columns.ts'
import { OutlineRow } from './outline-row.tsx'

const rowHeight = 36

interface OutlinePaneProps {
  readonly onOpen: () => void
  /** What is not looked for. */
  readonly dimmed: ReadonlySet<string>
  /** The first that is found. */
  readonly first: string | null
}

/** The plan as a table of tasks and parts: all that the graph can do, by keys, and readable aloud. */
export function OutlinePane(props: OutlinePaneProps) {
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  return isEmpty ? <EmptyPlan /> : <OutlineTable {...props} />
}

function OutlineTable({ onOpen, dimmed, first }: OutlinePaneProps) {
  const plan = usePlanDocumentStore()
  const actions = useActions()
  const id = useId()
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
  const { minWidth } = columns
  const titles = useMemo(() => titlesOf(document.tasks), [document.tasks])
  const at = rows.findIndex(({ task }) => task.key === selection.lead)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 12,
  })
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another one that is found moves the table
  useEffect(() => {
    const place = rows.findIndex(({ task }) => task.key === first)
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' })
  }, [first])
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
  const latest = useRef({ choose, toggle })
  latest.current = { choose, toggle }
  const chooseLatest = useCallback<typeof choose>((...given) => latest.current.choose(...given), [])
  const toggleLatest = useCallback<typeof toggle>((...given) => latest.current.toggle(...given), [])
  const onKeyDown = outlineKeys({ rows, at, closed, choose, toggle, actions, onOpen })
  return (
    <div
      ref={frame}
      role="treegrid"
      aria-label={words.designer.outline.label}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={({ target, currentTarget }) => {
        if (target === currentTarget && at < 0) choose(0)
      }}
      className="h-full overflow-auto outline-offset-[-2px]"
    >
      <div role="rowgroup" style={{ minWidth }} className="sticky top-0 z-10">
        <div
          role="row"
          style={{ gridTemplateColumns: columns.template }}
          className="grid h-9 items-center border-line border-b bg-sunken px-3 font-medium text-faint text-sm"
        >
          {columns.list.map(({ key, title }) => (
            <span
              key={key}
              role="columnheader"
              className={key === 'cost' ? 'pe-3 text-end' : 'truncate px-2'}
            >
              {title}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          const { key } = row.task
          return (
            <OutlineRow
              // A plan with a fault can have a key twice.
              key={`${key} ${row.index}`}
              id={`${id}-${index}`}
              position={index}
              top={start - rowHeight}
              task={row.task}
              depth={row.depth}
              hasParts={row.hasParts}
              waits={row.task.dependsOn.map((each) => titles.get(each) ?? each).join(', ')}
              isOpen={!closed.has(key)}
              isSelected={selection.keys.has(key)}
              isLead={index === at}
              isDimmed={dimmed.has(key)}
              columns={columns}
              onChoose={chooseLatest}
              onToggle={toggleLatest}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Without what is inside closed groups. */
function listOpen(rows: readonly TreeRow[], closed: ReadonlySet<string>): readonly TreeRow[] {
  if (closed.size === 0) return rows
  let hiddenBelow = Number.POSITIVE_INFINITY
  return rows.filter(({ task, depth, hasParts }) => {
    if (depth > hiddenBelow) return false
    hiddenBelow = hasParts && closed.has(task.key) ? depth : Number.POSITIVE_INFINITY
    return true
  })
}

interface OutlineScene {
  readonly rows: readonly TreeRow[]
  /** The row that leads; -1: none. */
  readonly at: number
  readonly closed: ReadonlySet<string>
  readonly choose: (index: number, how?: { readonly isRange?: boolean }) => void
  readonly toggle: (key: string, isOpen: boolean) => void
  readonly actions: Actions
  readonly onOpen: () => void
}

/** Keys of the outline itself; those in a field of a row are the field's. */
function outlineKeys(scene: OutlineScene): (event: KeyboardEvent) => void {
  const { rows, at, closed, choose, toggle, actions, onOpen } = scene
  return (event) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return
    const row = rows[at]
    const target = rowAfterKey(event.key, at, rows.length)
    if (target !== null) {
      event.preventDefault()
      choose(target, { isRange: event.shiftKey })
      return
    }
    if (row === undefined) return
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
        return
    }
    event.preventDefault()
  }
}
