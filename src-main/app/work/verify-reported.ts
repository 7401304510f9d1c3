import { type AttemptId, runIdSchema } from '#shared/ids.ts'
import type { Money } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { prepareContext } from '../../engine/execution/attempt-context.ts'
import type { AttemptState } from '../../engine/state.ts'
import type { AppOptions } from '../options.ts'
import { nameOfAttempt } from './common.ts'

/** The result of a worker after the task's checks. */
export type Verified =
  | { readonly type: 'result'; readonly result: TaskResult; readonly spent: Money | null }
  | { readonly type: 'failure'; readonly failure: Failure; readonly spent: Money | null }

/**
 * Lease during the checks, in milliseconds. Checks may run programs, and the worker sends no more reports meanwhile.
 */
const checkingMs = 3_600_000

/**
 * Runs the checks of a task that a worker reports as completed. Null: the task has no checks, or the attempt is no
 * longer live.
 */
export async function verifyReported(
  options: AppOptions,
  attemptId: AttemptId,
  reported: { readonly result: TaskResult; readonly spent: Money | null },
): Promise<Result<Verified | null, Refusal>> {
  const { engine, store, verify, hideIn } = options
  const attempt = findLive(options, attemptId)
  const context = attempt && prepareContext({ state: engine.state, store, attempt, isResumed: false })
  if (context === null || context.doneWhen.length === 0) return ok(null)
  const report = { type: 'attempt.report', attemptId, percent: null, lines: [] } as const
  const extended = await engine.dispatch({ ...report, leaseMs: checkingMs })
  if (!extended.ok) return extended
  let { spent } = reported
  const { signal } = new AbortController()
  for await (const each of verify({ context, ...reported, signal })) {
    // The evidence of a check may quote program output, which may contain secrets.
    const said = hideIn(each)
    if (said.type === 'usage') spent = said.spent
    if (said.type === 'result') return ok({ type: 'result', result: said.result, spent })
    if (said.type === 'failure') return ok({ type: 'failure', failure: said.failure, spent })
  }
  const message = words.failures.checksUnfinished
  return ok({ type: 'failure', failure: { reason: 'unverified', message }, spent })
}

function findLive({ engine: { state } }: AppOptions, attemptId: AttemptId): AttemptState | null {
  const { runId, taskKey } = nameOfAttempt(attemptId)
  const live = state.runs.get(runIdSchema.parse(runId))?.tasks.get(taskKey)?.live
  return live?.id === attemptId && live.status === 'running' ? live : null
}
