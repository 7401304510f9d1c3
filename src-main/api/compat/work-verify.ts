import type { AttemptId } from '#shared/ids.ts'
import type { Money } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import { prepareContext } from '../../engine/execution/attempt-context.ts'
import type { AttemptState } from '../../engine/state.ts'
import type { Services } from '../wire/context.ts'
import { unwrap } from '../wire/procedure.ts'

/** What a worker's result came to when its task's checks were looked at. */
export type Verified =
  | { readonly type: 'result'; readonly result: TaskResult; readonly spent: Money | null }
  | { readonly type: 'failure'; readonly failure: Failure; readonly spent: Money | null }

/** Checks may run programs; the worker has said its last word and is not asked for signs of life meanwhile. */
const checkingMs = 3_600_000

/** Looks at the checks of a task that a worker reports as done. Null: it has none, or its attempt is not live any more. */
export async function verifyReported(
  { engine, store, verify, hideIn }: Services,
  attemptId: AttemptId,
  reported: { readonly result: TaskResult; readonly spent: Money | null },
): Promise<Verified | null> {
  const attempt = findLive(engine.state, attemptId)
  const context = attempt && prepareContext({ state: engine.state, store, attempt, isResumed: false })
  if (context === null || context.doneWhen.length === 0) return null
  const report = { type: 'attempt.report', attemptId, percent: null, lines: [] } as const
  unwrap(await engine.dispatch({ ...report, leaseMs: checkingMs }))
  let { spent } = reported
  const { signal } = new AbortController()
  for await (const each of verify({ context, ...reported, signal })) {
    // What a check quotes may be what a program printed.
    const said = hideIn(each)
    if (said.type === 'usage') spent = said.spent
    if (said.type === 'result') return { type: 'result', result: said.result, spent }
    if (said.type === 'failure') return { type: 'failure', failure: said.failure, spent }
  }
  const message = 'The checks ended without an answer.'
  return { type: 'failure', failure: { reason: 'unverified', message }, spent }
}

function findLive({ runs }: Services['engine']['state'], attemptId: AttemptId): AttemptState | null {
  const slash = attemptId.indexOf('/')
  const run = [...runs.values()].find(({ id }) => id === attemptId.slice(0, slash))
  const live = run?.tasks.get(attemptId.slice(slash + 1, attemptId.lastIndexOf('#')))?.live
  return live?.id === attemptId && live.status === 'running' ? live : null
}
