// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
// biome-ignore-all lint/a11y/noStaticElementInteractions: a double click is a second way; the key is F2
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays with the table, which says the row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are those of the table
import { clsx } from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { setTasks } from '../../../entities/plans/edits/tasks.ts'
import { useActions } from '../actions.ts'
import { focusView, useDesignerUi, useDesignerUiStore } from '../designer-ui.ts'
import { FindingCounts, findingsOf, useFindings } from '../findings/findings.tsx'
import type { Columns } from './columns.ts'
import { EditCells, ReadCells } from './row-cells.tsx'

interface OutlineCellsProps {
  readonly task: DraftTask
  readonly depth: number
  readonly hasParts: boolean
  /** Titles of the task's dependencies. */
  readonly waits: string
  readonly isOpen: boolean
  readonly isLead: boolean
  readonly columns: Columns
  readonly onToggle: (key: string, isOpen: boolean) => void
}

/** Cells of a task row. The lead row has editable fields; other rows show plain values. */
export const OutlineCells = memo(function OutlineCells(props: OutlineCellsProps) {
  const { task, depth, hasParts, waits, isOpen, isLead, columns, onToggle } = props
  const findings = useFindings((state) => findingsOf(state, task.key))
  return (
    <>
      <div
        role="gridcell"
        className="flex min-w-0 items-center gap-1 pe-2"
        style={{ paddingInlineStart: Math.min(depth, 8) * 18 }}
      >
        {hasParts ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={
              isOpen ? words.designer.outline.close(task.title) : words.designer.outline.open(task.title)
            }
            onClick={(event) => {
              event.stopPropagation()
              onToggle(task.key, !isOpen)
            }}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
          >
            {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
          </button>
        ) : (
          <span className="w-6 shrink-0" />
        )}
        <Title task={task} isLead={isLead} />
      </div>
      {isLead ? (
        <EditCells task={task} shown={columns.shown} />
      ) : (
        <ReadCells task={task} waits={waits} shown={columns.shown} />
      )}
      {columns.shown.has('findings') && <FindingsCell findings={findings} />}
    </>
  )
})

function Title({ task, isLead }: Pick<OutlineCellsProps, 'task' | 'isLead'>) {
  const actions = useActions()
  const isNamed = useDesignerUi(({ naming }) => naming === task.key) && isLead
  if (isNamed) return <TitleEditor task={task} />
  return (
    <span
      title={task.title}
      onDoubleClick={() => {
        actions.select(task.key)
        actions.nameNext()
      }}
      className={clsx('min-w-0 truncate', task.kind === 'group' && 'font-semibold')}
    >
      {task.title || <span className="text-muted">{task.key}</span>}
    </span>
  )
}

/** Number of findings per severity. The tooltip shows the messages, which are also in the list of problems. */
function FindingsCell({ findings }: { findings: readonly PlanFinding[] }) {
  return (
    <span
      role="gridcell"
      title={findings.map(({ message }) => message).join('\n')}
      className="tabular flex items-center gap-2 px-2 text-muted text-sm"
    >
      <FindingCounts findings={findings} atMost={2} />
    </span>
  )
}

/** Inline title editor. Enter adds a task below, Tab indents into the group above, Escape cancels. */
function TitleEditor({ task }: { task: DraftTask }) {
  const actions = useActions()
  const ui = useDesignerUiStore()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const keep = () => {
    const title = input.current?.value.trim() ?? ''
    if (title === '' || title === task.title) return
    const isSame = task.description === task.title
    actions.act(
      setTasks([task.key], { title, ...(isSame && { description: title }) }, words.designer.fields.title),
    )
  }
  const end = () => {
    if (ui.getState().naming === task.key) ui.setState({ naming: null })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') {
      event.preventDefault()
      keep()
      end()
      if (event.shiftKey) focusView()
      else actions.addBeside()
    } else if (event.key === 'Tab') {
      event.preventDefault()
      keep()
      if (event.shiftKey) actions.outdent()
      else actions.indent()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (input.current !== null) input.current.value = task.title
      end()
      focusView()
    }
  }
  return (
    <input
      ref={input}
      aria-label={words.designer.outline.titleOf(task.key)}
      defaultValue={task.title}
      maxLength={500}
      onKeyDown={onKeyDown}
      onBlur={() => {
        keep()
        end()
      }}
      className="h-7 w-full min-w-0 rounded-sm border border-accent bg-surface px-1.5"
    />
  )
}
