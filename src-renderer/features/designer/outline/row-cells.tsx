// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays with the table, which says the row
import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import { formatMoney } from '#shared/model/money.ts'
import { priorities } from '#shared/model/task.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { setTasks, type TaskFields } from '../../../entities/plans/edits/tasks.ts'
import { formatForInput, formatMinute, parseFromInput } from '../../../ui/text/format.ts'
import { parseMoney } from '../../../ui/text/money-text.ts'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions.ts'
import { usualCurrency, whenOf } from '../gate-words.ts'
import { useRoster } from '../roster/roster.ts'
import type { Columns } from './columns.ts'

const text = words.designer.outline
const read = 'min-w-0 truncate px-2 text-muted'

interface CellsProps {
  readonly task: DraftTask
  readonly shown: Columns['shown']
}

export function ReadCells({ task, waits, shown }: CellsProps & { readonly waits: string }) {
  const skills = task.requiredSkills.join(', ')
  const due = task.dueAt === null ? '' : formatMinute(task.dueAt)
  const cost = task.kind === 'group' ? task.budget : task.cost
  const gate = whenOf(task)
  return (
    <>
      {shown.has('waits') && (
        <span role="gridcell" className={read} title={waits}>
          {waits}
        </span>
      )}
      {shown.has('skills') && (
        <span role="gridcell" className={read} title={skills}>
          {skills}
        </span>
      )}
      {shown.has('priority') && (
        <span role="gridcell" className={clsx(read, task.priority !== 'medium' && 'font-medium text-ink')}>
          {words.designer.priorities[task.priority]}
        </span>
      )}
      {shown.has('due') && (
        <span role="gridcell" className={clsx(read, 'tabular')} title={due}>
          {due}
        </span>
      )}
      <span role="gridcell" className={clsx(read, gate !== 'none' && 'text-attention')}>
        {gate === 'none' ? '' : text.gates[gate]}
      </span>
      {shown.has('cost') && (
        <span role="gridcell" className="tabular truncate pe-3 text-end text-muted">
          {cost === undefined ? '' : formatMoney(cost)}
        </span>
      )}
    </>
  )
}

const box =
  'h-7 w-full min-w-0 rounded-sm border border-transparent bg-transparent px-1.5 hover:border-line-strong focus:border-accent focus:bg-surface'

/** The same as fields. What cannot be read is put back when the field is left. */
export function EditCells({ task, shown }: CellsProps) {
  const actions = useActions()
  const roster = useRoster()
  const set = (fields: TaskFields, field: string) => actions.act(setTasks([task.key], fields, field))
  const isGroup = task.kind === 'group'
  const cost = isGroup ? task.budget : task.cost
  const names = words.designer.fields
  return (
    <>
      {shown.has('waits') && (
        <Cell>
          <CellText
            label={names.waits}
            value={task.dependsOn.join(', ')}
            onLeave={(typed) => set({ dependsOn: [...new Set(listed(typed))] }, names.waits)}
          />
        </Cell>
      )}
      {shown.has('skills') && (
        <Cell>
          {!isGroup && (
            <CellText
              label={names.skills}
              value={task.requiredSkills.join(', ')}
              onLeave={(typed) =>
                set({ requiredSkills: [...new Set(listed(typed).map(roster.skillOf))] }, names.skills)
              }
            />
          )}
        </Cell>
      )}
      {shown.has('priority') && (
        <Cell>
          <select
            aria-label={names.priority}
            value={task.priority}
            onChange={({ target }) =>
              set({ priority: priorities.find((each) => each === target.value) ?? 'medium' }, names.priority)
            }
            className={box}
          >
            {priorities.map((priority) => (
              <option key={priority} value={priority}>
                {words.designer.priorities[priority]}
              </option>
            ))}
          </select>
        </Cell>
      )}
      {shown.has('due') && (
        <Cell>
          <input
            type="datetime-local"
            aria-label={names.due}
            value={task.dueAt === null ? '' : formatForInput(task.dueAt)}
            onChange={({ target }) => {
              const at = parseFromInput(target.value)
              if (at !== null || target.value === '') set({ dueAt: at }, names.due)
            }}
            className={clsx(box, 'tabular text-sm')}
          />
        </Cell>
      )}
      <Cell>
        <select
          aria-label={words.designer.gate.title}
          value={whenOf(task)}
          onChange={({ target }) => set(gateFields(task, target.value), words.designer.gate.title)}
          className={box}
        >
          {(['none', 'before', 'after'] as const).map((when) => (
            <option key={when} value={when}>
              {text.gates[when]}
            </option>
          ))}
        </select>
      </Cell>
      {shown.has('cost') && (
        <Cell>
          <CellText
            label={isGroup ? words.designer.money.budget : words.designer.money.cost}
            value={cost === undefined ? '' : formatMoney(cost)}
            isEnd
            onLeave={(typed) => {
              const money = typed === '' ? undefined : parseMoney(typed, cost?.currency ?? usualCurrency)
              if (money === null) return
              set(isGroup ? { budget: money } : { cost: money }, words.designer.money.cost)
            }}
          />
        </Cell>
      )}
    </>
  )
}

const listed = (typed: string): string[] =>
  typed
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)

function gateFields({ gate }: DraftTask, when: string): TaskFields {
  if (when === 'none') return { requiresApproval: false, gate: undefined }
  if (when === 'before')
    return { requiresApproval: true, ...(gate !== undefined && { gate: { ...gate, when: 'before' } }) }
  return { requiresApproval: false, gate: { quorum: 1, onExpiry: 'reject', ...gate, when: 'after' } }
}

const Cell = ({ children }: { children: ReactNode }) => (
  <div role="gridcell" className="min-w-0 pe-1">
    {children}
  </div>
)

interface CellTextProps {
  readonly label: string
  readonly value: string
  readonly isEnd?: boolean
  readonly onLeave: (typed: string) => void
}

function CellText({ label, value, isEnd = false, onLeave }: CellTextProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = () => {
    if (typed !== null && typed.trim() !== value) onLeave(typed.trim())
    setTyped(null)
  }
  return (
    <input
      aria-label={label}
      title={value}
      value={typed ?? value}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave()
        else if (event.key === 'Escape') setTyped(null)
      }}
      className={clsx(box, isEnd && 'tabular text-end')}
    />
  )
}
