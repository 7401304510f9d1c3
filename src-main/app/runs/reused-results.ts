import type { CommandOf } from '#shared/commands.ts'
import { runIdSchema } from '#shared/ids.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { listReusedResults } from '../../planning/requests/reused-results.ts'
import type { Store } from '../../store/store.ts'
import { type InputOf, records, requireFound } from '../use-case.ts'

type Carried = NonNullable<CommandOf<'run.build'>['carried']>

export type ReuseRequest = Pick<InputOf<'runs', 'start'>, 'againRunId' | 'redo' | 'fromTasks' | 'edits'>

/** The results that a new run reuses from an earlier run; empty when everything runs again. */
export function carriedOf(
  { store }: { readonly store: Pick<Store, 'attempts' | 'runs' | 'tasks'> },
  { againRunId, redo, fromTasks: from = [], edits = [] }: ReuseRequest,
): Result<Carried, Refusal> {
  const fromTasks = againRunId === undefined ? from : [...from, ...edits.map(({ taskKey }) => taskKey)]
  if (redo === 'all' && fromTasks.length === 0) return ok([])
  if (againRunId === undefined) {
    return refuse('E_REQUIRED', 'again_run_missing', { field })
  }
  const found = requireFound(store.runs.find(againRunId), records.run(againRunId))
  if (!found.ok) return found
  const run = found.value
  if (!isRunOver(run.status)) return refuse('E_STATE', 'again_run_unfinished', { field })
  if (run.goal !== null) {
    return refuse('E_STATE', 'again_run_of_goal', { field })
  }
  if (run.workspace !== 'folder') {
    return refuse('E_STATE', 'again_run_with_worktrees', { field })
  }
  const rows = store.tasks.listOfRun(againRunId)
  const known = new Set(rows.map(({ definition }) => definition.key))
  for (const key of fromTasks)
    if (!known.has(key)) return refuse('E_NOT_FOUND', 'task_not_found', { task: key, field })
  const results = new Map(
    rows.flatMap((row) => {
      const result = row.definition.kind === 'task' ? findResult(store, row) : null
      return result === null ? [] : [[row.definition.key, { row, result }]]
    }),
  )
  const past = rows.map(({ definition: { key, kind, dependsOn, parent }, status, reason }) => ({
    ...{ key, kind, dependsOn, parent, status },
    isIntentionallySkipped: status === 'skipped' && reason !== null && reason.code !== 'failed_dependency',
    hasResult: results.has(key),
  }))
  const carried = listReusedResults(past, fromTasks)
  if (carried.length === rows.filter(({ definition }) => definition.kind === 'task').length) {
    return refuse('E_STATE', 'again_run_complete', { field })
  }
  const taken = carried.flatMap((taskKey) => {
    const known = results.get(taskKey)
    if (known === undefined) return []
    const { row, result } = known
    // The run that produced the result, even if the result was already reused before.
    const fromRunId = runIdSchema.parse(row.reason?.runId ?? againRunId)
    return [{ taskKey, fromRunId, agentId: row.agentId ?? '', result }]
  })
  return ok(taken)
}

const field = 'againRunId'
