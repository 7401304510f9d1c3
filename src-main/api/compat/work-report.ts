import {
  type CompletionInput,
  defaultLeaseMs,
  type TaskExecutionResult,
} from '#shared/contract/compat/work.ts'
import { type AttemptId, attemptIdSchema } from '#shared/ids.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { withId } from '../../app/use-case.ts'
import { createSecrets } from '../../base/secrets.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { Services } from '../wire/context.ts'
import { unwrap } from '../wire/procedure.ts'
import { isoOf, isoOrNull, workStatusOf } from './seed-words.ts'
import { requireTask } from './work-context.ts'
import { verifyReported } from './work-verify.ts'

interface ProgressInput {
  readonly taskId: string
  readonly token: string
  readonly progress: number
  readonly status: 'IN_PROGRESS' | 'BLOCKED'
  readonly message?: string | undefined
  readonly metadata?: Json | undefined
  readonly spent?: Money | undefined
  readonly leaseMs?: number | undefined
}

export async function updateTaskProgress(services: Services, said: ProgressInput) {
  const input = hideSecrets(services, said)
  const { taskId, progress, message = null, metadata = null, spent } = input
  if (progress < 0 || progress > 100) {
    const hint = 'Give a percentage.'
    throw new RefusalError(
      refusal('E_RANGE', 'Progress must be between 0 and 100', hint, { field: 'progress', limit: 100 }),
    )
  }
  const before = requireTask(services, taskId)
  const attemptId = requireToken(services, taskId, said.token)
  const leaseMs = input.leaseMs ?? keptLease(services, before)
  const { engine } = services
  // First what may be refused for its own sake: nothing is kept of what cannot be kept whole.
  if (spent !== undefined) {
    unwrap(await engine.dispatch({ type: 'attempt.meter', attemptId, spent }))
    // It may be what ended the attempt, for want of money: the status says so.
    if (requireTask(services, taskId).live?.status !== 'running') return reported(services, input)
  }
  const report = {
    type: 'attempt.report',
    attemptId,
    percent: progress,
    lines: [],
    message,
    metadata,
  } as const
  unwrap(await engine.dispatch({ ...report, leaseMs }))
  if (input.status === 'BLOCKED') {
    unwrap(await engine.dispatch({ type: 'attempt.block', attemptId, message: message ?? noReason }))
  }
  extendToken(services, taskId, attemptId)
  return reported(services, input)
}

function reported(services: Services, input: ProgressInput) {
  const { taskId, progress, message = null, metadata = null } = input
  const row = requireTask(services, taskId)
  const leaseUntil = isoOrNull(row.live?.leaseUntil ?? null)
  return { taskId, status: workStatusOf[row.status], progress, message, metadata, leaseUntil }
}

const noReason = 'Its worker did not say why.'

/** A word from a worker never shortens the lease that it asked for. */
const keptLease = ({ clock }: Services, { live }: StoredTask): number =>
  Math.max(defaultLeaseMs, (live?.leaseUntil ?? 0) - clock.now())

/** A worker that repeats its own token in a report must not put it into the log. */
const hideSecrets = <Report extends { readonly token: string }>(services: Services, report: Report): Report =>
  createSecrets([report.token]).hideIn(services.hideIn(report))

function requireToken({ access }: Services, taskId: string, token: string): AttemptId {
  const attempt = access.findAttempt(token)
  const parsed = attemptIdSchema.safeParse(attempt)
  if (parsed.success && parsed.data.slice(0, parsed.data.lastIndexOf('#')) === taskId) return parsed.data
  const message = `The token is not of task ${taskId}, or it expired.`
  throw new RefusalError(
    refusal('E_STALE', message, 'Send the token that execute returned.', { field: 'token' }),
  )
}

/** The token follows the lease of its attempt. */
function extendToken(services: Services, taskId: string, attemptId: AttemptId): void {
  const { live } = requireTask(services, taskId)
  const isLive = live !== null && attemptId.endsWith(`#${live.number}`)
  services.access.extendTaskToken(attemptId, isLive ? live.leaseUntil : null)
}

export async function completeTask(
  services: Services,
  said: CompletionInput,
  commandId: string | null,
): Promise<TaskExecutionResult> {
  const input = hideSecrets(services, said)
  const { taskId, status, output, artifacts, error } = input
  requireTask(services, taskId)
  const attemptId = requireToken(services, taskId, said.token)
  const missed = await end(services, { input, attemptId, commandId })
  extendToken(services, taskId, attemptId)
  return {
    taskId,
    status: missed === null ? status : 'failed',
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(missed !== null && { error: missed.message }),
    metrics: { ...measure(services, taskId, attemptId), ...input.metrics },
    ...(artifacts !== undefined && { artifacts }),
  }
}

interface Ending {
  readonly input: CompletionInput
  readonly attemptId: AttemptId
  readonly commandId: string | null
}

/** Null, or why what it reports as done is not. */
async function end(services: Services, { input, attemptId, commandId }: Ending): Promise<Failure | null> {
  const { spent, status } = input
  const kept = keptOf(input)
  const result = { text: textOf(kept.output), data: kept }
  const asked = status === 'completed' ? { result, spent: spent ?? null } : null
  const verified = asked && (await verifyReported(services, attemptId, asked))
  if (verified?.type === 'failure') {
    const { failure } = verified
    if (verified.spent !== null) {
      unwrap(await services.engine.dispatch({ type: 'attempt.meter', attemptId, spent: verified.spent }))
    }
    unwrap(await services.engine.dispatch({ type: 'attempt.fail', attemptId, failure }))
    return failure
  }
  if (asked === null) unwrap(await giveUp(services, { input, attemptId, commandId }))
  else await finish(services, { attemptId, commandId, ...(verified ?? asked), isChecked: verified !== null })
  return null
}

interface Finished {
  readonly attemptId: AttemptId
  readonly commandId: string | null
  readonly result: TaskResult
  readonly spent: Money | null
  readonly isChecked: boolean
}

/**
 * Nothing in the command but what the worker sent: a repeated request must be the same command. What its checks came to may
 * differ from one request to the next; there the attempt's own end is what makes it happen once.
 */
async function finish(services: Services, { attemptId, commandId, result, spent, isChecked }: Finished) {
  const command = {
    type: 'attempt.finish',
    attemptId,
    result,
    ...(spent !== null && { spent }),
  } as const
  const outcome = await services.engine.dispatch(command, withId(isChecked ? null : commandId))
  if (!outcome.ok && outcome.error.code === 'E_STALE' && isDone(services, attemptId)) return
  unwrap(outcome)
}

function isDone({ store }: Services, attemptId: AttemptId): boolean {
  const [slash, hash] = [attemptId.indexOf('/'), attemptId.lastIndexOf('#')]
  const attempts = store.attempts.listOfTask(attemptId.slice(0, slash), attemptId.slice(slash + 1, hash))
  const found = attempts.find(({ number }) => String(number) === attemptId.slice(hash + 1))
  return found?.status === 'done' && found.result?.checks !== undefined
}

async function giveUp({ engine }: Services, { input, attemptId, commandId }: Ending) {
  const { status, error, spent } = input
  const kept = keptOf(input)
  // What a failed attempt leaves is kept with its last word. Repeated, these are stale, and its end is in the receipt.
  const metered =
    spent === undefined ? null : await engine.dispatch({ type: 'attempt.meter', attemptId, spent })
  if (metered !== null && !metered.ok && metered.error.code !== 'E_STALE') return metered
  const report = { type: 'attempt.report', attemptId, percent: null, lines: [], metadata: kept } as const
  await engine.dispatch({ ...report, message: error ?? null })
  const message = error ?? noReason
  return status === 'blocked'
    ? engine.dispatch({ type: 'attempt.block', attemptId, message }, withId(commandId))
    : engine.dispatch(
        { type: 'attempt.fail', attemptId, failure: { reason: 'agent_error', message } },
        withId(commandId),
      )
}

/** What a worker hands in, as it is kept with the attempt. */
const keptOf = ({ output = null, metrics = {}, artifacts = [] }: CompletionInput) => ({
  output,
  metrics: Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  ),
  artifacts,
})

/** What people and dependents read. */
function textOf(output: Json): string {
  if (typeof output === 'string') return output
  if (output === null) return ''
  const text = typeof output === 'object' && !Array.isArray(output) ? output.text : null
  return typeof text === 'string' ? text : JSON.stringify(output, null, 2)
}

/** As the engine's clock saw it, for what the worker did not measure itself. */
function measure({ store }: Services, taskId: string, attemptId: AttemptId) {
  const slash = taskId.indexOf('/')
  const number = Number(attemptId.slice(attemptId.lastIndexOf('#') + 1))
  const ended = store.attempts
    .listOfTask(taskId.slice(0, slash), taskId.slice(slash + 1))
    .find((attempt) => attempt.number === number)
  if (ended?.endedAt === undefined || ended.endedAt === null) return {}
  const { startedAt, endedAt } = ended
  return { startedAt: isoOf(startedAt), completedAt: isoOf(endedAt), duration: endedAt - startedAt }
}
