import { type CompletionInput, defaultLeaseMs } from '#shared/contract/compat/work.ts'
import { type AttemptId, attemptIdSchema } from '#shared/ids.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { createSecrets } from '../../base/secrets.ts'
import { noAnswer, type Outcome } from '../../engine/rules/rule.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'
import { withId } from '../use-case.ts'
import { findEnded, requireTask } from './common.ts'
import { verifyReported } from './verify-reported.ts'

export interface ProgressReport {
  readonly taskId: string
  readonly token: string
  /** Percent, 0 to 100. */
  readonly progress: number
  readonly isBlocked: boolean
  readonly message: string | null
  readonly metadata: Json
  /** Cost of the attempt so far; null if not reported. */
  readonly spent: Money | null
  readonly leaseMs: number | null
}

interface Reported {
  readonly row: StoredTask
  /** The report with secrets removed. */
  readonly report: ProgressReport
}

export async function reportProgress(
  options: AppOptions,
  said: ProgressReport,
): Promise<Result<Reported, Refusal>> {
  const { engine } = options
  const report = hideSecrets(options, said)
  const { taskId, progress, message, metadata, spent } = report
  if (progress < 0 || progress > 100) {
    return refuse('E_RANGE', 'progress_invalid', { field: 'progress', limit: 100 })
  }
  const reported = (): Result<Reported, Refusal> => {
    const row = requireTask(options, taskId)
    return row.ok ? ok({ row: row.value, report }) : row
  }
  const before = requireTask(options, taskId)
  if (!before.ok) return before
  const attempt = requireToken(options, taskId, said.token)
  if (!attempt.ok) return attempt
  const attemptId = attempt.value
  // Record the cost first: if it is refused, the rest of the report is discarded.
  if (spent !== null) {
    const metered = await engine.dispatch({ type: 'attempt.meter', attemptId, spent })
    if (!metered.ok) return metered
    // The cost may have exhausted the budget and ended the attempt; the task status shows this.
    const now = reported()
    if (!now.ok || now.value.row.live?.status !== 'running') return now
  }
  const leaseMs = report.leaseMs ?? keptLease(options, before.value)
  const told = { attemptId, percent: progress, lines: [], message, metadata, leaseMs }
  const accepted = await engine.dispatch({ type: 'attempt.report', ...told })
  if (!accepted.ok) return accepted
  if (report.isBlocked) {
    const block = {
      type: 'attempt.block',
      attemptId,
      message: message ?? words.failures.workerSilent,
    } as const
    const blocked = await engine.dispatch(block)
    if (!blocked.ok) return blocked
  }
  extendToken(options, taskId, attemptId)
  return reported()
}

/** Milliseconds of lease to renew. A report never shortens the lease that the worker asked for. */
const keptLease = ({ clock }: AppOptions, { live }: StoredTask): number =>
  Math.max(defaultLeaseMs, (live?.leaseUntil ?? 0) - clock.now())

/** Removes known secrets and the worker's own token, which must not reach the log. */
const hideSecrets = <Report extends { readonly token: string }>(
  { hideIn }: AppOptions,
  report: Report,
): Report => createSecrets([report.token]).hideIn(hideIn(report))

function requireToken({ tokens }: AppOptions, taskId: string, token: string): Result<AttemptId, Refusal> {
  const parsed = attemptIdSchema.safeParse(tokens.findAttempt(token))
  if (parsed.success && parsed.data.slice(0, parsed.data.lastIndexOf('#')) === taskId) return ok(parsed.data)
  return refuse('E_STALE', 'task_token_invalid', { task: taskId, field: 'token' })
}

/** The token expires with the lease of its attempt. */
function extendToken(options: AppOptions, taskId: string, attemptId: AttemptId): void {
  const row = requireTask(options, taskId)
  const live = row.ok ? row.value.live : null
  const isLive = live !== null && attemptId.endsWith(`#${live.number}`)
  options.tokens.extendTaskToken(attemptId, isLive ? live.leaseUntil : null)
}

interface Completed {
  /** The completion with secrets removed. */
  readonly completion: CompletionInput
  /** The failed check of a task that was reported as completed; null if no check failed. */
  readonly missed: Failure | null
  /** Start and end of the attempt by the engine's clock; null while the attempt is running. */
  readonly ended: { readonly startedAt: number; readonly endedAt: number } | null
}

export async function completeTask(
  options: AppOptions,
  said: CompletionInput,
  commandId: string | null,
): Promise<Result<Completed, Refusal>> {
  const completion = hideSecrets(options, said)
  const row = requireTask(options, completion.taskId)
  if (!row.ok) return row
  const attempt = requireToken(options, completion.taskId, said.token)
  if (!attempt.ok) return attempt
  const missed = await end(options, { completion, attemptId: attempt.value, commandId })
  if (!missed.ok) return missed
  extendToken(options, completion.taskId, attempt.value)
  const { startedAt, endedAt = null } = findEnded(options, attempt.value) ?? {}
  const isOver = startedAt !== undefined && endedAt !== null
  return ok({ completion, missed: missed.value, ended: isOver ? { startedAt, endedAt } : null })
}

interface Ending {
  readonly completion: CompletionInput
  readonly attemptId: AttemptId
  readonly commandId: string | null
}

async function end(options: AppOptions, ending: Ending): Promise<Result<Failure | null, Refusal>> {
  const { engine } = options
  const { completion, attemptId } = ending
  const { spent = null, status } = completion
  if (status !== 'completed') return nothingMissed(await giveUp(options, ending))
  const kept = keptOf(completion)
  const asked = { result: { text: textOf(kept.output), data: kept }, spent }
  const verified = await verifyReported(options, attemptId, asked)
  if (!verified.ok) return verified
  if (verified.value?.type !== 'failure') {
    const finished = { ...asked, ...verified.value, isChecked: verified.value !== null }
    return nothingMissed(await finish(options, ending, finished))
  }
  const { failure, spent: paid } = verified.value
  const metered = paid && (await engine.dispatch({ type: 'attempt.meter', attemptId, spent: paid }))
  if (metered?.ok === false) return metered
  const failed = await engine.dispatch({ type: 'attempt.fail', attemptId, failure })
  return failed.ok ? ok(failure) : failed
}

const nothingMissed = (outcome: Outcome): Result<null, Refusal> => (outcome.ok ? ok(null) : outcome)

interface Finished {
  readonly result: TaskResult
  readonly spent: Money | null
  readonly isChecked: boolean
}

/**
 * The command holds only what the worker sent, so a repeated request produces the same command. Check outcomes may
 * differ between requests; for a checked task, the ended attempt makes the request idempotent.
 */
async function finish(
  options: AppOptions,
  { attemptId, commandId }: Ending,
  { result, spent, isChecked }: Finished,
): Promise<Outcome> {
  const command = { type: 'attempt.finish', attemptId, result, ...(spent !== null && { spent }) } as const
  const outcome = await options.engine.dispatch(command, withId(isChecked ? null : commandId))
  const isRepeat = !outcome.ok && outcome.error.code === 'E_STALE' && isDone(options, attemptId)
  return isRepeat ? ok(noAnswer) : outcome
}

function isDone(options: AppOptions, attemptId: AttemptId): boolean {
  const ended = findEnded(options, attemptId)
  return ended?.status === 'done' && ended.result?.checks !== undefined
}

async function giveUp(
  { engine }: AppOptions,
  { completion, attemptId, commandId }: Ending,
): Promise<Outcome> {
  const { status, error, spent } = completion
  // The last report stores the output of a failed attempt. A repeated request gets `E_STALE` for cost and report, and
  // finds a receipt for the end.
  const metered =
    spent === undefined ? null : await engine.dispatch({ type: 'attempt.meter', attemptId, spent })
  if (metered !== null && !metered.ok && metered.error.code !== 'E_STALE') return metered
  const report = { attemptId, percent: null, lines: [], metadata: keptOf(completion), message: error ?? null }
  await engine.dispatch({ type: 'attempt.report', ...report })
  const message = error ?? words.failures.workerSilent
  return status === 'blocked'
    ? engine.dispatch({ type: 'attempt.block', attemptId, message }, withId(commandId))
    : engine.dispatch(
        { type: 'attempt.fail', attemptId, failure: { reason: 'agent_error', message } },
        withId(commandId),
      )
}

/** The part of a completion that is stored with the attempt. */
const keptOf = ({ output = null, metrics = {}, artifacts = [] }: CompletionInput) => ({
  output,
  metrics: Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  ),
  artifacts,
})

/** The output as text, for people and for dependent tasks. */
function textOf(output: Json): string {
  if (typeof output === 'string') return output
  if (output === null) return ''
  const text = typeof output === 'object' && !Array.isArray(output) ? output.text : null
  return typeof text === 'string' ? text : JSON.stringify(output, null, 2)
}
