import type { ApprovalKind } from '#shared/model/approval.ts'
import { isTerminal, type TaskStatus } from '#shared/model/task.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { EndedTask } from '../../store/queries/agent-stats.ts'
import type { AppOptions } from '../options.ts'
import type { InputOf } from '../use-case.ts'
import { requireAgent } from './common.ts'

const hourMs = 3_600_000

type Span = InputOf<'work', 'getExecutionStats'>

interface AgentStats {
  readonly agentId: string
  readonly start: number
  readonly end: number
  /** Tasks that ended in the time span, and tasks that are open now. */
  readonly statuses: readonly TaskStatus[]
  readonly completed: number
  readonly failed: number
  /** Percentage of completed tasks among completed and failed ones, 0 to 100. */
  readonly successRate: number
  /** Seconds. */
  readonly averageCompletionTime: number
  /** Completed tasks per hour. */
  readonly throughput: number
  /** Waiting time in seconds, by cause. */
  readonly waiting: Waiting
}

export function measureAgent(options: AppOptions, input: Span): Result<AgentStats, Refusal> {
  const { store, clock } = options
  const agent = requireAgent(options, input.agentId)
  if (!agent.ok) return agent
  const agentId = agent.value.id
  const asked = { start: readInstant(input.start, 'start'), end: readInstant(input.end, 'end') }
  if (!asked.end.ok) return asked.end
  if (!asked.start.ok) return asked.start
  const end = asked.end.value ?? clock.now() + 1
  const start = asked.start.value ?? Math.min(store.agentStats.findFirstStart(agentId) ?? end, end)
  if (start > end) {
    return refuse('E_RANGE', 'span_reversed', { field: 'end' })
  }
  const ended = store.agentStats.listEnded(agentId, { start, end })
  const done = ended.filter(({ status }) => status === 'done')
  const failed = ended.filter(({ status }) => status === 'failed').length
  const tried = done.length + failed
  const workedMs = done.reduce((sum, { attempts }) => sum + lengthOf(attempts.at(-1)), 0)
  return ok({
    ...{ agentId, start, end, completed: done.length, failed },
    statuses: [...ended.map(({ status }) => status), ...listOpen(options, agentId)],
    successRate: tried === 0 ? 0 : (done.length / tried) * 100,
    averageCompletionTime: done.length === 0 ? 0 : workedMs / done.length / 1000,
    throughput: end === start ? 0 : done.length / ((end - start) / hourMs),
    waiting: sumWaiting(ended),
  })
}

function readInstant(text: string | undefined, field: string): Result<number | null, Refusal> {
  if (text === undefined) return ok(null)
  const at = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (!Number.isNaN(at)) return ok(at)
  return refuse('E_DATE', 'instant_invalid', { field })
}

const listOpen = ({ engine }: AppOptions, agentId: string): TaskStatus[] =>
  [...engine.state.runs.values()].flatMap(({ tasks }) =>
    [...tasks.values()].flatMap((task) =>
      task.agentId === agentId && !isTerminal(task.status) ? [task.status] : [],
    ),
  )

const causes = ['dependencies', 'approval', 'queue', 'retry', 'question', 'review', 'budget'] as const
type Cause = (typeof causes)[number]
type Waiting = Record<Cause, number>

const causeOfGate: Record<ApprovalKind, Cause> = {
  task_gate: 'approval',
  result_review: 'review',
  uncertain_outcome: 'question',
  budget_top_up: 'budget',
  agent_question: 'question',
  permission: 'question',
}

/** Seconds between creation and end of the tasks in which no agent worked on them, by cause. */
export function sumWaiting(tasks: readonly EndedTask[]): Waiting {
  const ms: Waiting = { dependencies: 0, approval: 0, queue: 0, retry: 0, question: 0, review: 0, budget: 0 }
  for (const task of tasks) addWaiting(ms, task)
  for (const cause of causes) ms[cause] /= 1000
  return ms
}

/**
 * Each approval counts under its own cause. Other time before the first attempt counts as dependencies or queue;
 * between attempts, as retry.
 */
function addWaiting(ms: Waiting, { createdAt, endedAt, openedAt, attempts, gates }: EndedTask): void {
  for (const gate of gates) ms[causeOfGate[gate.kind]] += gate.answeredAt - gate.postedAt
  const first = attempts[0]?.startedAt ?? endedAt
  const gatesBetween = (from: number, to: number) =>
    gates
      .filter(({ postedAt, answeredAt }) => postedAt >= from && answeredAt <= to)
      .reduce((sum, { postedAt, answeredAt }) => sum + answeredAt - postedAt, 0)
  const before = Math.max(0, first - createdAt - gatesBetween(createdAt, first))
  const dependencies = Math.min(before, Math.max(0, (openedAt ?? createdAt) - createdAt))
  ms.dependencies += dependencies
  ms.queue += before - dependencies
  for (const [index, { startedAt }] of attempts.entries()) {
    const previous = attempts[index - 1]
    if (previous === undefined) continue
    ms.retry += Math.max(0, startedAt - previous.endedAt - gatesBetween(previous.endedAt, startedAt))
  }
}

const lengthOf = (span: { readonly startedAt: number; readonly endedAt: number } | undefined): number =>
  span === undefined ? 0 : span.endedAt - span.startedAt
