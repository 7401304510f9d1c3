import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { WaitCause } from '#shared/model/runs/wait-cause.ts'
import {
  agentsOf,
  type ChosenRun,
  type EndedTask,
  type LoggedFact,
  linksOf,
} from '../../store/queries/stats.ts'
import { keysOf } from '../../store/queries/waiting-events.ts'
import { createSlotTimes, type SlotTimes, type Spent } from './slot-times.ts'

/**
 * Causes and durations of waiting, computed from the log alone. A task's lifetime is split at each event that changes
 * the cause. Every millisecond without an attempt belongs to exactly one cause.
 * - `dependency`: from creation until the task was ready or an approval was posted. Includes groups.
 * - approval kinds: from posting until the answer takes effect.
 * - `backoff`: from a failure until the task was ready again. `reported`: from a block until it was unblocked.
 * - `money`: from a refusal until the next event of the task.
 * - `paused`: the part of backoff, money and ready time during which the run was paused.
 * - `no_agent`: ready time without an agent.
 * - remaining ready time, in this order: `review_limit`, `run_limit`, `global_limit`, and `agent_busy` (`external` for
 * a worker that pulls tasks).
 */
export interface WaitedTask extends EndedTask {
  /** The last assigned agent. */
  readonly agentId: string | null
  readonly workedMs: number
  readonly waits: ReadonlyMap<WaitCause, number>
}

export interface Record {
  readonly runs: readonly ChosenRun[]
  readonly tasks: readonly EndedTask[]
  /** Events of all runs in order, from the creation of the first run in `runs`. */
  readonly facts: Iterable<LoggedFact>
  readonly liveBefore: number
  readonly globalLimit: number
  readonly agentKinds: ReadonlyMap<string, AgentKind>
}

export type Label = WaitCause | 'ready' | 'working' | 'over'

interface Life extends EndedTask {
  agentId: string | null
  label: Label
  since: number
  /** Slot times of the run when the current label started. */
  spent: Spent
  workedMs: number
  readonly waits: Map<WaitCause, number>
}

export function measureWaits(record: Record): WaitedTask[] {
  const { runs, tasks, facts, agentKinds } = record
  const slots = createSlotTimes(record)
  const lives = new Map<string, Life>()
  for (const task of tasks) lives.set(nameOf(task.runId, task.key), bornAs(task))
  const chosen = new Set(runs.map(({ id }) => id))
  for (const fact of facts) {
    const at = slots.hear(fact)
    if (!chosen.has(fact.runId)) continue
    if (fact.type === 'tasks.added') heldAgain(lives, fact, { slots, at })
    if (fact.type === 'tasks.assigned') promised(lives, fact)
    for (const key of subjectsOf(fact)) {
      const life = lives.get(nameOf(fact.runId, key))
      if (life !== undefined) follow(life, fact, { slots, at, agentKinds })
    }
  }
  return [...lives.values()]
}

/** Keys of the tasks that an event is about. */
export function subjectsOf({
  type,
  taskKey,
  detail,
}: Pick<LoggedFact, 'type' | 'taskKey' | 'detail'>): string[] {
  if (type === 'tasks.ready') return keysOf(detail ?? '[]')
  return taskKey === null ? [] : [taskKey]
}

function follow(life: Life, fact: LoggedFact, now: Now): void {
  const label = labelAfter(life.label, fact)
  const isReassigned = fact.type === 'task.assigned' || fact.type === 'task.unassigned'
  if (label === life.label && !isReassigned) return
  turn(life, label, now)
  if (isReassigned) life.agentId = fact.detail
}

const nameOf = (runId: string, key: string): string => `${runId}/${key}`

const bornAs = (task: EndedTask): Life => ({
  ...task,
  agentId: null,
  label: 'dependency',
  since: task.createdAt,
  spent: { paused: 0, review_limit: 0, run_limit: 0, global_limit: 0, free: 0 },
  workedMs: 0,
  waits: new Map(),
})

const gateCauses: Readonly<{ [kind: string]: WaitCause }> = {
  task_gate: 'task_gate',
  result_review: 'result_review',
  uncertain_outcome: 'uncertain_outcome',
  budget_top_up: 'budget_top_up',
  agent_question: 'question',
  permission: 'question',
}

/** The cause of waiting after an event; unchanged for other event types. */
export function labelAfter(label: Label, { type, detail }: Pick<LoggedFact, 'type' | 'detail'>): Label {
  switch (type) {
    case 'task.ready':
    case 'tasks.ready':
    case 'task.hurried':
      return 'ready'
    case 'attempt.started':
      return 'working'
    case 'attempt.failed':
      return detail === 'retry' ? 'backoff' : 'over'
    case 'attempt.interrupted':
      return detail === 'run_again' ? 'ready' : 'over'
    case 'attempt.blocked':
      return 'reported'
    case 'approval.posted':
      return gateCauses[detail ?? ''] ?? 'task_gate'
    case 'budget.refused':
      return label === 'ready' ? 'money' : label
    case 'attempt.finished':
    case 'attempt.asked':
    case 'attempt.cancelled':
    case 'task.skipped':
    case 'task.cancelled':
    case 'task.failed':
    case 'task.accepted':
    case 'task.carried':
    case 'task.done_before':
      // If an approval is posted in the same instant, its event replaces this label.
      return 'over'
    default:
      return label
  }
}

interface Now {
  readonly slots: SlotTimes
  readonly at: number
  readonly agentKinds?: ReadonlyMap<string, AgentKind>
}

/** Handles a ready task that got a new, unfinished dependency. */
function heldAgain(lives: ReadonlyMap<string, Life>, { runId, detail }: LoggedFact, now: Now): void {
  for (const { taskKey, dependsOn } of linksOf(detail ?? '[]')) {
    const life = lives.get(nameOf(runId, taskKey))
    const isOver = lives.get(nameOf(runId, dependsOn))?.label === 'over'
    if (life === undefined || isOver || (life.label !== 'ready' && life.label !== 'money')) continue
    turn(life, 'dependency', now)
  }
}

/** Records the agents assigned to new tasks. The tasks still wait, so their labels do not change. */
function promised(lives: ReadonlyMap<string, Life>, { runId, detail }: LoggedFact): void {
  for (const [taskKey, agentId] of agentsOf(detail ?? '{}')) {
    const life = lives.get(nameOf(runId, taskKey))
    if (life !== undefined) life.agentId = agentId
  }
}

/** Books the elapsed time to the previous label's cause and starts the new label. */
function turn(life: Life, label: Label, { slots, at, agentKinds }: Now): void {
  const spent = slots.spentBy(life.runId)
  const ms = Math.max(0, at - life.since)
  const share = (cause: keyof Spent) => spent[cause] - life.spent[cause]
  const add = (cause: WaitCause, part: number) => {
    if (part > 0) life.waits.set(cause, (life.waits.get(cause) ?? 0) + part)
  }
  if (life.label === 'working') life.workedMs += ms
  else if (life.label === 'ready' && life.agentId === null) add('no_agent', ms)
  else if (life.label === 'ready') {
    for (const cause of ['paused', 'review_limit', 'run_limit', 'global_limit'] as const)
      add(cause, share(cause))
    add(agentKinds?.get(life.agentId ?? '') === 'external' ? 'external' : 'agent_busy', share('free'))
  } else if (life.label === 'backoff' || life.label === 'money') {
    add('paused', share('paused'))
    add(life.label, ms - share('paused'))
  } else if (life.label !== 'over') add(life.label, ms)
  life.label = label
  life.since = Math.max(at, life.since)
  life.spent = spent
}
