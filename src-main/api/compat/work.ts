import type { TaskExecutionResult } from '#shared/contract/compat/work.ts'
import { unwrap } from '#shared/refusal.ts'
import type { Work } from '../../app/work/work.ts'
import { procedures } from '../wire/procedure.ts'
import { isoOf, isoOrNull, workStatusOf } from './seed-words.ts'
import { workContext, workTask } from './work-views.ts'

/** Handlers for document 004, with its own field names. */
export const createWorkHandlers = (work: Work) => ({
  selectNextTask: procedures.work.selectNextTask.handler(({ input }) => {
    const { tasks, reason } = unwrap(work.select(input))
    const candidates = tasks.map(workTask)
    return { task: candidates[0] ?? null, candidates, reason }
  }),
  prepareTaskContext: procedures.work.prepareTaskContext.handler(({ input }) =>
    workContext(unwrap(work.readContext(input))),
  ),
  executeTask: procedures.work.executeTask.handler(async ({ input, context }) => {
    const { taskId } = input
    const claimed = unwrap(await work.claim(input, context.idempotencyKey))
    if (claimed.state === 'waiting') {
      const { reason: error, askedAt } = claimed
      return { taskId, status: 'blocked', error, metrics: { startedAt: isoOf(askedAt) } } as const
    }
    const { context: task, startedAt, leaseUntil, token } = claimed
    return {
      ...{ taskId, status: 'in_progress' as const, output: workContext(task), token },
      ...{ metrics: { startedAt: isoOf(startedAt) }, leaseUntil: isoOf(leaseUntil) },
    }
  }),
  getTask: procedures.work.getTask.handler(({ input }) => {
    const { reading, report } = unwrap(work.getTask(input.taskId))
    const { message = null, metadata = null } = report ?? {}
    return { ...workTask(reading), progress: reading.row.progress, message, metadata, result: reading.result }
  }),
  updateTaskProgress: procedures.work.updateTaskProgress.handler(async ({ input }) => {
    const { status, message = null, metadata = null, spent = null, leaseMs = null, ...rest } = input
    const isBlocked = status === 'BLOCKED'
    const { row, report } = unwrap(
      await work.report({ ...rest, isBlocked, message, metadata, spent, leaseMs }),
    )
    return {
      ...{ taskId: report.taskId, status: workStatusOf[row.status], progress: report.progress },
      ...{ message: report.message, metadata: report.metadata },
      leaseUntil: isoOrNull(row.live?.leaseUntil ?? null),
    }
  }),
  completeTask: procedures.work.completeTask.handler(async ({ input, context }) =>
    executionResult(unwrap(await work.complete(input, context.idempotencyKey))),
  ),
  getExecutionStats: procedures.work.getExecutionStats.handler(({ input }) => {
    const { statuses, start, end, ...stats } = unwrap(work.measureAgent(input))
    const byStatus = { TODO: 0, IN_PROGRESS: 0, BLOCKED: 0, DONE: 0, CANCELLED: 0 }
    for (const status of statuses) byStatus[workStatusOf[status]] += 1
    return { ...stats, byStatus, start: isoOf(start), end: isoOf(end) }
  }),
})

type Completed = Extract<Awaited<ReturnType<Work['complete']>>, { ok: true }>['value']

/** Fields that the worker did not measure are taken from the attempt. */
function executionResult({ completion, missed, ended }: Completed): TaskExecutionResult {
  const { taskId, status, output, artifacts, error } = completion
  const measured = ended && {
    startedAt: isoOf(ended.startedAt),
    completedAt: isoOf(ended.endedAt),
    duration: ended.endedAt - ended.startedAt,
  }
  return {
    taskId,
    status: missed === null ? status : 'failed',
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(missed !== null && { error: missed.message }),
    metrics: { ...measured, ...completion.metrics },
    ...(artifacts !== undefined && { artifacts }),
  }
}
