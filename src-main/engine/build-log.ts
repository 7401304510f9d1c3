import type { StoredEvent } from '#shared/events.ts'
import { memoryIdSchema } from '#shared/ids.ts'
import { artifactsOf, storedArtifactsOf } from '#shared/model/artifact.ts'
import type { Json } from '#shared/model/json.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import type { StoredRun } from '../store/tables/runs.ts'
import type { StoredTask } from '../store/tables/tasks.ts'
import type { Engine } from './engine.ts'
import { findResult } from './execution/attempt-context.ts'

const maxTasks = 500
const maxResultLength = 2000
const maxFiles = 200

/**
 * Job: completes the build log of a run that has ended: outcome, results by task, files, cost and gaps. Only committed
 * data is used, so a build log left incomplete by a crash is completed at the next start.
 */
export function createBuildLogs({ engine, store, log }: BuildLogOptions) {
  const closing = new AbortController()
  const busy = new Set<Promise<void>>()

  const complete = (runId: string): void => {
    if (closing.signal.aborted) return
    const work = write(runId)
      .catch((error: unknown) => log.error({ error, run: runId }, 'cannot complete a build log'))
      .finally(() => busy.delete(work))
    busy.add(work)
  }

  async function write(runId: string): Promise<void> {
    const run = store.runs.find(runId)
    const memoryId = memoryIdSchema.safeParse(run?.buildLogId).data
    if (run === null || memoryId === undefined) return
    const outcome = await engine.dispatch({
      type: 'memory.complete',
      memoryId,
      result: describeEnd(store, run),
    })
    if (!outcome.ok) log.warn({ run: runId, refusal: outcome.error }, 'build log refused')
  }

  const unsubscribe = engine.subscribe((events) => {
    for (const runId of events.flatMap(endedRun)) complete(runId)
  })
  for (const runId of store.memory.listOpenBuildLogs()) complete(runId)

  return {
    async close(): Promise<void> {
      unsubscribe()
      closing.abort()
      await Promise.all(busy)
    },
  }
}

export interface BuildLogOptions {
  readonly engine: Pick<Engine, 'dispatch' | 'subscribe'>
  readonly store: Store
  readonly log: Log
}

const endedRun = ({ body }: StoredEvent): string[] =>
  body.type === 'run.settled' && isRunOver(body.status) ? [body.runId] : []

/** Fields in the format of the build log's first half. */
function describeEnd(store: Store, run: StoredRun): { [key: string]: Json } {
  const rows = store.tasks.listOfRun(run.id).filter(({ definition }) => definition.kind === 'task')
  const results = rows.slice(0, maxTasks).map((row) => describeTask(store, row))
  const files = [...new Set(results.flatMap((result) => result.files))]
  return {
    outcome: run.outcome,
    ended_at: run.endedAt === null ? null : new Date(run.endedAt).toISOString(),
    results,
    results_left_out: rows.length - results.length,
    files: files.slice(0, maxFiles),
    cost: listCost(store, run.id),
    gaps: run.gaps.map(({ kind, taskKey, name, message }) => ({ kind, task_id: taskKey, name, message })),
    gap_count: run.gapCount,
  }
}

function describeTask(store: Store, row: StoredTask) {
  const { definition, status, reason, agentId } = row
  const result = findResult(store, row)
  const failure = status === 'failed' ? store.attempts.findLastFailure(row.runId, definition.key) : null
  const made = result === null ? [] : [...artifactsOf(result), ...storedArtifactsOf(result)]
  return {
    task_id: definition.key,
    title: definition.title,
    status,
    agent: agentId,
    result: (result?.text ?? '').slice(0, maxResultLength),
    reason: failure?.message ?? (status === 'done' ? null : (reason?.message ?? null)),
    files: made.map(({ name }) => name),
  }
}

function listCost(store: Store, runId: string): Json {
  const spent = new Map<string, number>()
  const query = { before: Number.MAX_SAFE_INTEGER, runId, projectId: null, limit: 100_000 }
  for (const { kind, currency, amountMinor } of store.budgets.listTransactions(query)) {
    if (kind === 'settle') spent.set(currency, (spent.get(currency) ?? 0) + amountMinor)
  }
  return [...spent].map(([currency, amountMinor]) => ({ currency, amount_minor: amountMinor }))
}
