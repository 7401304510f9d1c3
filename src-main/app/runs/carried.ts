import type { CommandOf } from '#shared/commands.ts'
import { runIdSchema } from '#shared/ids.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { type Refusal, type RefusalCode, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { listCarried } from '../../planning/requests/carry-over.ts'
import type { Store } from '../../store/store.ts'
import { type InputOf, requireFound } from '../use-case.ts'

type Carried = NonNullable<CommandOf<'run.build'>['carried']>

export type CarriedWish = Pick<InputOf<'runs', 'start'>, 'againRunId' | 'redo' | 'fromTasks' | 'edits'>

/** What the new run takes over from the one that it is again: nothing where all of it is done again. */
export function carriedOf(
  { store }: { readonly store: Pick<Store, 'attempts' | 'runs' | 'tasks'> },
  { againRunId, redo, fromTasks: from = [], edits = [] }: CarriedWish,
): Result<Carried, Refusal> {
  const fromTasks = againRunId === undefined ? from : [...from, ...edits.map(({ taskKey }) => taskKey)]
  if (redo === 'all' && fromTasks.length === 0) return ok([])
  if (againRunId === undefined) {
    return refuseAgain('E_REQUIRED', 'Results are taken over from a run.', 'Name it in againRunId.')
  }
  const found = requireFound(store.runs.find(againRunId), `Run ${againRunId}`)
  if (!found.ok) return found
  const run = found.value
  if (!isRunOver(run.status))
    return refuseAgain('E_STATE', 'The run is not over.', 'Wait for its end, or stop it.')
  if (run.goal !== null) {
    return refuseAgain('E_STATE', 'A decider unfolds this run: it is done again as a whole.', 'Run it again.')
  }
  if (run.workspace !== 'folder') {
    return refuseAgain(
      'E_STATE',
      'Its tasks build on what others left in worktrees.',
      'Run it again as a whole.',
    )
  }
  const rows = store.tasks.listOfRun(againRunId)
  const known = new Set(rows.map(({ definition }) => definition.key))
  for (const key of fromTasks)
    if (!known.has(key)) return refuseAgain('E_NOT_FOUND', `Task ${key} does not exist.`, 'Check the key.')
  const results = new Map(
    rows.flatMap((row) => {
      const result = row.definition.kind === 'task' ? findResult(store, row) : null
      return result === null ? [] : [[row.definition.key, { row, result }]]
    }),
  )
  const past = rows.map(({ definition: { key, kind, dependsOn, parent }, status, reason }) => ({
    ...{ key, kind, dependsOn, parent, status },
    isLeftOut: status === 'skipped' && reason !== null && reason.code !== 'failed_dependency',
    hasResult: results.has(key),
  }))
  const carried = listCarried(past, fromTasks)
  if (carried.length === rows.filter(({ definition }) => definition.kind === 'task').length) {
    return refuseAgain(
      'E_STATE',
      'All of it is done: there is nothing to do again.',
      'Run it again as a whole.',
    )
  }
  const taken = carried.flatMap((taskKey) => {
    const known = results.get(taskKey)
    if (known === undefined) return []
    const { row, result } = known
    // The run where it was really done, also when it was taken over before.
    const fromRunId = runIdSchema.parse(row.reason?.runId ?? againRunId)
    return [{ taskKey, fromRunId, agentId: row.agentId ?? '', result }]
  })
  return ok(taken)
}

const refuseAgain = (code: RefusalCode, message: string, hint: string): Result<never, Refusal> =>
  refuse(code, message, hint, { field: 'againRunId' })
