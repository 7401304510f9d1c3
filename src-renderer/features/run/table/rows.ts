import type { TimelineTask } from '#shared/contract/runs/run-times.ts'
import type { Money } from '#shared/model/money.ts'
import type { TaskView } from '#shared/model/task.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import type { NameOfAgent } from '../../../entities/agents/agent-names.ts'
import { sumMoney } from '../../../entities/money/amount.ts'
import type { LayoutItem } from '../../../graph/layout/layout.ts'
import { compareBy } from '../../../ui/lists/grid.tsx'

export interface Row {
  readonly key: string
  /** 0 for a task outside any group. */
  readonly depth: number
  readonly isGroup: boolean
  readonly isOpen: boolean
}

/** Visible rows in plan order: a group, then its members unless the group is closed. */
export function listRows(items: readonly LayoutItem[], collapsed: ReadonlySet<string>): Row[] {
  const keys = new Set(items.map(({ key }) => key))
  const children = Map.groupBy(items, ({ parent }) => (parent !== null && keys.has(parent) ? parent : null))
  const rowsBelow = (parent: string | null, depth: number): Row[] =>
    (children.get(parent) ?? []).flatMap(({ key, kind }) => {
      const isGroup = kind === 'group'
      const isOpen = isGroup && !collapsed.has(key)
      return [{ key, depth, isGroup, isOpen }, ...(isOpen ? rowsBelow(key, depth + 1) : [])]
    })
  return rowsBelow(null, 0)
}

export interface TaskFacts {
  /** Total milliseconds of all attempts until now; null for none. */
  readonly workedMs: number | null
  readonly waitedMs: number | null
  readonly spent: readonly Money[]
}

export const noFacts: TaskFacts = { workedMs: null, waitedMs: null, spent: [] }

export function factsOf({ waits, attempts }: TimelineTask, now: number): TaskFacts {
  const sum = (spans: readonly { readonly from: number; readonly to: number | null }[]) =>
    spans.length === 0 ? null : spans.reduce((all, { from, to }) => all + Math.max(0, (to ?? now) - from), 0)
  return {
    workedMs: sum(attempts),
    waitedMs: sum(waits),
    spent: sumMoney(attempts.flatMap(({ spent }) => spent ?? [])),
  }
}

export const costText = ({ spent }: TaskFacts): string => spent.map(formatMoney).join(' + ')

export const sortKeys = ['plan', 'task', 'status', 'agent', 'time', 'waited', 'attempts', 'cost'] as const
export type SortKey = (typeof sortKeys)[number]
export interface Sort {
  readonly key: SortKey
  readonly isDown: boolean
}

/** Sort order: tasks that need a person, then running and pending tasks, then ended tasks. */
const statusOrder: readonly TaskView['status'][] = [
  ...(['failed', 'awaiting_approval', 'awaiting_input', 'in_progress', 'todo', 'blocked'] as const),
  ...(['cancelled', 'skipped', 'done'] as const),
]

interface SortedTask {
  readonly task: TaskView
  readonly facts: TaskFacts
}

/** Rows without a value come last in both directions. Ties keep the plan order. */
export function sortTasks(
  rows: readonly SortedTask[],
  { key, isDown }: Sort,
  nameOf: NameOfAgent,
): SortedTask[] {
  return rows.toSorted(
    (one, other) =>
      compareBy(sortedBy(one, key, nameOf), sortedBy(other, key, nameOf), isDown) ||
      one.task.position - other.task.position,
  )
}

function sortedBy({ task, facts }: SortedTask, key: SortKey, nameOf: NameOfAgent): string | number | null {
  switch (key) {
    case 'plan':
      return task.position
    case 'task':
      return task.title
    case 'status':
      return statusOrder.indexOf(task.status)
    case 'agent':
      return task.agentId === null ? null : nameOf(task.agentId)
    case 'time':
      return facts.workedMs
    case 'waited':
      return facts.waitedMs
    case 'attempts':
      return task.attempts === 0 ? null : task.attempts
    case 'cost':
      return facts.spent[0]?.amountMinor ?? null
  }
}
