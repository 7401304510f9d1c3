// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays with the table, which says the row
import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import { priorities } from '#shared/model/task-definition.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { setTasks, type TaskFields } from '../../../entities/plans/edits/tasks.ts'
import { formatForInput, formatMinute, parseFromInput } from '../../../ui/text/format.ts'
import { parseMoney } from '../../../ui/text/money-text.ts'
import { useActions } from '../actions.ts'
import { gateFieldsOf, usualCurrency, whenOf, whens } from '../gate-words.ts'
import { useRoster } from '../roster/roster.ts'
import type { Columns } from './columns.ts'

type TrackKey = Columns['list'][number]['key']

const text = words.designer.outline
const read = 'min-w-0 truncate px-2 text-muted'

interface CellsProps {
  readonly task: DraftTask
  readonly shown: Columns['shown']
}

export function ReadCells({ task, waits, shown }: CellsProps & { readonly waits: string }) {
  const cost = task.kind === 'group' ? task.budget : task.cost
  const gate = whenOf(task)
  const cells: readonly { key: TrackKey; said: string; look?: string | false }[] = [
    { key: 'waits', said: waits },
    { key: 'skills', said: task.requiredSkills.join(', ') },
    {
      key: 'priority',
      said: words.designer.priorities[task.priority],
      look: task.priority !== 'medium' && 'font-medium text-ink',
    },
    { key: 'due', said: task.dueAt === null ? '' : formatMinute(task.dueAt), look: 'tabular' },
    {
      key: 'gate',
      said: gate === 'none' ? '' : text.gates[gate],
      look: gate !== 'none' && 'text-attention',
    },
    { key: 'cost', said: cost === undefined ? '' : formatMoney(cost), look: 'tabular pe-3 text-end' },
  ]
  return cells.map(
    ({ key, said, look }) =>
      shown.has(key) && (
        <span key={key} role="gridcell" title={said} className={clsx(read, look)}>
          {said}
        </span>
      ),
  )
}

const box =
  'h-7 w-full min-w-0 rounded-sm border border-transparent bg-transparent px-1.5 hover:border-line-strong focus:border-accent focus:bg-surface'

/** Cells as fields. Invalid input is reset when the field loses focus. */
export function EditCells({ task, shown }: CellsProps) {
  const actions = useActions()
  const roster = useRoster()
  const set = (fields: TaskFields, field: string) => actions.act(setTasks([task.key], fields, field))
  const isGroup = task.kind === 'group'
  const cost = isGroup ? task.budget : task.cost
  const names = words.designer.fields
  return (
    <>
      <Cell isShown={shown.has('waits')}>
        <CellText
          label={names.waits}
          value={task.dependsOn.join(', ')}
          onLeave={(typed) => set({ dependsOn: [...new Set(listed(typed))] }, names.waits)}
        />
      </Cell>
      <Cell isShown={shown.has('skills')}>
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
      <Cell isShown={shown.has('priority')}>
        <CellChoice
          label={names.priority}
          value={task.priority}
          names={words.designer.priorities}
          values={priorities}
          onChoose={(priority) => set({ priority }, names.priority)}
        />
      </Cell>
      <Cell isShown={shown.has('due')}>
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
      <Cell>
        <CellChoice
          label={words.designer.gate.title}
          value={whenOf(task)}
          names={text.gates}
          values={whens}
          onChoose={(when) => set(gateFieldsOf(task, when), words.designer.gate.title)}
        />
      </Cell>
      <Cell isShown={shown.has('cost')}>
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
    </>
  )
}

const listed = (typed: string): string[] =>
  typed
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)

const Cell = ({ isShown = true, children }: { isShown?: boolean; children: ReactNode }) =>
  isShown && (
    <div role="gridcell" className="min-w-0 pe-1">
      {children}
    </div>
  )

interface CellChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly names: Readonly<Record<Value, string>>
  readonly values: readonly Value[]
  readonly onChoose: (value: Value) => void
}

function CellChoice<Value extends string>(props: CellChoiceProps<Value>) {
  const { label, value, names, values, onChoose } = props
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = values.find((each) => each === target.value)
        if (chosen !== undefined) onChoose(chosen)
      }}
      className={box}
    >
      {values.map((each) => (
        <option key={each} value={each}>
          {names[each]}
        </option>
      ))}
    </select>
  )
}

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
