import type { Timeline, TimelineTask } from '#shared/contract/runs/run-times.ts'
import type { TaskView } from '#shared/model/task.ts'
import type { NameOfAgent } from '../../../entities/agents/agent-names.ts'
import type { Span } from './fold.ts'

export const groupings = ['plan', 'agent', 'group'] as const
export type Grouping = (typeof groupings)[number]

export type TimelineRow =
  | { readonly kind: 'heading'; readonly id: string; readonly title: string; readonly count: number }
  | { readonly kind: 'task'; readonly id: string; readonly task: TaskView; readonly times: TimelineTask }

interface Shown {
  readonly timeline: Timeline
  readonly tasks: ReadonlyMap<string, TaskView>
  /** Null: all. */
  readonly matched: ReadonlySet<string> | null
  readonly grouping: Grouping
  readonly nameOf: NameOfAgent
  /** The heading of tasks that have no agent, or are in no group. */
  readonly nobody: string
}

/** A row for each task that has begun or waits by itself, in the order in which they began; with a heading for each group. */
export function listTimelineRows({
  timeline,
  tasks,
  matched,
  grouping,
  nameOf,
  nobody,
}: Shown): TimelineRow[] {
  const rows = timeline.tasks.flatMap((times) => {
    const task = tasks.get(times.taskKey)
    if (task === undefined || task.kind === 'group') return []
    if (matched !== null && !matched.has(task.key)) return []
    return [{ kind: 'task', id: task.key, task, times } as const]
  })
  rows.sort(
    (one, other) => startOf(one.times) - startOf(other.times) || one.task.position - other.task.position,
  )
  if (grouping === 'plan') return rows
  // By id: two agents, or two groups, may be called the same.
  const ownerOf = ({ task, times }: (typeof rows)[number]): string | null =>
    grouping === 'agent' ? (times.attempts.at(-1)?.agentId ?? task.agentId) : task.parent
  const titleOf = (owner: string): string =>
    grouping === 'agent' ? nameOf(owner) : (tasks.get(owner)?.title ?? owner)
  return [...Map.groupBy(rows, ownerOf)].flatMap(([owner, members]) => {
    const title = owner === null ? nobody : titleOf(owner)
    return [{ kind: 'heading', id: `of ${owner ?? ''}`, title, count: members.length } as const, ...members]
  })
}

const startOf = ({ waits, attempts }: TimelineTask): number =>
  Math.min(waits[0]?.from ?? Number.POSITIVE_INFINITY, attempts[0]?.from ?? Number.POSITIVE_INFINITY)

/** When something was going on: what lasts goes on until now. */
export const listBusy = ({ tasks }: Timeline, now: number): Span[] =>
  tasks.flatMap(({ waits, attempts }) => [
    ...attempts.map(({ from, to }) => ({ from, to: to ?? now })),
    // To wait is no event: only its beginning and its end are.
    ...waits.flatMap(({ from, to }) => [{ from, to: from }, ...(to === null ? [] : [{ from: to, to }])]),
  ])
