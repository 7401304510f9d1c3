import type { ExecutionStats, WorkStatus } from '#shared/contract/compat/work.ts'
import type { ApprovalKind } from '#shared/model/approval.ts'
import { isTerminal } from '#shared/model/task.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { EndedTask } from '../../store/queries/agent-stats.ts'
import type { Services } from '../wire/context.ts'
import { isoOf, workStatusOf } from './seed-words.ts'
import { requireAgent } from './work-context.ts'

const hourMs = 3_600_000

interface Input {
  readonly agentId: string
  readonly start?: string | undefined
  readonly end?: string | undefined
}

export function getExecutionStats(services: Services, input: Input): ExecutionStats {
  const { store, clock } = services
  const { id: agentId } = requireAgent(services, input.agentId)
  const end = readInstant(input.end, 'end') ?? clock.now() + 1
  const start =
    readInstant(input.start, 'start') ?? Math.min(store.agentStats.findFirstStart(agentId) ?? end, end)
  if (start > end) {
    const message = 'The span ends before it starts.'
    throw new RefusalError(refusal('E_RANGE', message, 'Give an end after the start.', { field: 'end' }))
  }
  const ended = store.agentStats.listEnded(agentId, { start, end })
  const done = ended.filter(({ status }) => status === 'done')
  const failed = ended.filter(({ status }) => status === 'failed').length
  const tried = done.length + failed
  const workedMs = done.reduce((sum, { attempts }) => sum + spanOf(attempts.at(-1)), 0)
  return {
    agentId,
    start: isoOf(start),
    end: isoOf(end),
    byStatus: countStatuses(services, agentId, ended),
    completed: done.length,
    failed,
    successRate: tried === 0 ? 0 : (done.length / tried) * 100,
    averageCompletionTime: done.length === 0 ? 0 : workedMs / done.length / 1000,
    throughput: end === start ? 0 : done.length / ((end - start) / hourMs),
    waiting: sumWaiting(ended),
  }
}

function readInstant(text: string | undefined, field: string): number | null {
  if (text === undefined) return null
  const at = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (!Number.isNaN(at)) return at
  throw new RefusalError(
    refusal('E_DATE', `${field} is not a date or an instant.`, 'Write 2026-01-31 or 2026-01-31T12:00:00Z.', {
      field,
    }),
  )
}

function countStatuses({ engine }: Services, agentId: string, ended: readonly EndedTask[]) {
  const counts: Record<WorkStatus, number> = { TODO: 0, IN_PROGRESS: 0, BLOCKED: 0, DONE: 0, CANCELLED: 0 }
  for (const { status } of ended) counts[workStatusOf[status]] += 1
  for (const run of engine.state.runs.values()) {
    for (const task of run.tasks.values()) {
      if (task.agentId === agentId && !isTerminal(task.status)) counts[workStatusOf[task.status]] += 1
    }
  }
  return counts
}

type Waiting = ExecutionStats['waiting']
type Cause = keyof Waiting

const causeOfGate: Record<ApprovalKind, Cause> = {
  task_gate: 'approval',
  result_review: 'review',
  uncertain_outcome: 'question',
  budget_top_up: 'budget',
  agent_question: 'question',
  permission: 'question',
}

/** Of each task, the causes add up to the time from its creation to its end in which nobody worked on it. */
export function sumWaiting(tasks: readonly EndedTask[]): Waiting {
  const ms: Waiting = { dependencies: 0, approval: 0, queue: 0, retry: 0, question: 0, review: 0, budget: 0 }
  for (const task of tasks) addWaiting(ms, task)
  const seconds = (cause: Cause) => ms[cause] / 1000
  return {
    dependencies: seconds('dependencies'),
    approval: seconds('approval'),
    queue: seconds('queue'),
    retry: seconds('retry'),
    question: seconds('question'),
    review: seconds('review'),
    budget: seconds('budget'),
  }
}

/** Gates stand where nobody works; what is left of the time before the first attempt and between two is waiting for one. */
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

const spanOf = (span: { readonly startedAt: number; readonly endedAt: number } | undefined): number =>
  span === undefined ? 0 : span.endedAt - span.startedAt
