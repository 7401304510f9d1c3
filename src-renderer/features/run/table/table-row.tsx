// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays with the table, which says the row
// biome-ignore-all lint/a11y/useSemanticElements: see run-table.tsx
import { clsx } from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { NameOfAgent } from '../../../entities/agents/agent-names.ts'
import type { RowChoice } from '../../../graph/selection.ts'
import { useTally, useTask } from '../../../stores/run-context.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { formatDuration } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'
import type { Row } from './rows.ts'
import { costText, type TaskFacts } from './rows.ts'
import { columnClass, columnsClass } from './table-head.tsx'

interface TaskRowProps {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly row: Row
  readonly facts: TaskFacts
  readonly isSelected: boolean
  /** It is looked at beside the table. */
  readonly isOpened: boolean
  readonly isCursor: boolean
  readonly isOnPath: boolean
  readonly nameOf: NameOfAgent
  readonly onPress: (index: number, how: RowChoice) => void
  readonly onToggle: (key: string) => void
}

const says = words.run.table
const indent = 24

export const TaskRow = memo(
  function TaskRow({
    id,
    index,
    top,
    row,
    facts,
    isSelected,
    isOpened,
    isCursor,
    isOnPath,
    nameOf,
    onPress,
    onToggle,
  }: TaskRowProps) {
    const task = useTask(row.key)
    if (task === undefined) return null
    const cost = costText(facts)
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of its rows
      <div
        role="row"
        id={id}
        aria-level={row.depth + 1}
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        {...(row.isGroup ? { 'aria-expanded': row.isOpen } : {})}
        data-task={row.key}
        onClick={({ shiftKey, ctrlKey, metaKey }) =>
          onPress(index, { isRange: shiftKey, isMore: ctrlKey || metaKey })
        }
        className={clsx(
          columnsClass,
          'absolute inset-x-0 top-0 h-10 cursor-pointer select-none border-line/60 border-b',
          isSelected ? 'bg-accent-soft' : 'hover:bg-hover',
          isOpened && 'shadow-[inset_2px_0_var(--accent)]',
          isCursor &&
            'group-focus-visible/table:outline-2 group-focus-visible/table:outline-focus group-focus-visible/table:-outline-offset-2',
        )}
        style={{ transform: `translateY(${top}px)` }}
      >
        <span
          role="gridcell"
          className="flex min-w-0 items-center gap-1.5"
          style={{ paddingInlineStart: row.depth * indent }}
        >
          {row.isGroup && <Toggle row={row} onToggle={onToggle} />}
          <span
            className={clsx(
              'truncate',
              row.isGroup ? 'font-semibold' : 'font-medium',
              isOnPath && 'text-accent',
            )}
            title={task.title}
          >
            {task.title}
          </span>
          {row.isGroup && <TallyText taskKey={row.key} />}
        </span>
        <span role="gridcell" className="flex min-w-0 items-center">
          <StatusBadge status={statusOfTask(task)} percent={task.progress} />
        </span>
        <span role="gridcell" className={columnClass.agent} title={task.agentId ?? undefined}>
          {task.agentId === null ? says.none : nameOf(task.agentId)}
        </span>
        <span role="gridcell" className={columnClass.time}>
          {duration(facts.workedMs, task.status === 'in_progress')}
        </span>
        <span role="gridcell" className={columnClass.waited}>
          {duration(facts.waitedMs, false)}
        </span>
        <span role="gridcell" className={columnClass.attempts}>
          {task.attempts === 0 ? says.none : task.attempts}
        </span>
        <span role="gridcell" className={columnClass.cost}>
          {cost === '' ? says.none : cost}
        </span>
      </div>
    )
  },
  (one, other) =>
    one.id === other.id &&
    one.top === other.top &&
    one.row === other.row &&
    one.isSelected === other.isSelected &&
    one.isOpened === other.isOpened &&
    one.index === other.index &&
    one.isCursor === other.isCursor &&
    one.isOnPath === other.isOnPath &&
    one.nameOf === other.nameOf &&
    one.facts.workedMs === other.facts.workedMs &&
    one.facts.waitedMs === other.facts.waitedMs &&
    costText(one.facts) === costText(other.facts),
)

const duration = (ms: number | null, isGrowing: boolean): string =>
  ms === null ? says.none : formatDuration(ms, { isGrowing })

function TallyText({ taskKey }: { taskKey: string }) {
  const tally = useTally(taskKey)
  if (tally === undefined) return null
  return (
    <span className="tabular shrink-0 text-faint text-sm">
      {tally.over}/{tally.total}
    </span>
  )
}

function Toggle({ row, onToggle }: Pick<TaskRowProps, 'row' | 'onToggle'>) {
  const Chevron = row.isOpen ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={row.isOpen ? says.closeGroup : says.openGroup}
      className="-ms-1.5 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover"
      onClick={(event) => {
        event.stopPropagation()
        onToggle(row.key)
      }}
    >
      <Chevron size={14} aria-hidden />
    </button>
  )
}
