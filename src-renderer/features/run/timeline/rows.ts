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
  /** Null: all tasks. */
  readonly matched: ReadonlySet<string> | null
  readonly grouping: Grouping
  readonly nameOf: NameOfAgent
  /** Heading for tasks without an agent or group. */
  readonly nobody: string
}

/**
 * A row for each task that has started, or that waits for anything but other tasks. Rows are sorted by start, with a
 * heading for each group.
 */
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
  // Grouped by id, because agents or groups can have the same name.
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

/** Spans with activity. Running attempts extend to `now`. */
export const listBusy = ({ tasks }: Timeline, now: number): Span[] =>
  tasks.flatMap(({ waits, attempts }) => [
    ...attempts.map(({ from, to }) => ({ from, to: to ?? now })),
    // Waiting is not activity; only the start and the end of a wait are.
    ...waits.flatMap(({ from, to }) => [{ from, to: from }, ...(to === null ? [] : [{ from: to, to }])]),
  ])
