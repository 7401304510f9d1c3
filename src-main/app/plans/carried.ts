import type { CommandOf } from '#shared/commands.ts'
import { runIdSchema } from '#shared/ids.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from '../../api/wire/context.ts'
import { found } from '../../api/wire/procedure.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { listCarried } from '../../planning/requests/carry-over.ts'

type Carried = NonNullable<CommandOf<'run.build'>['carried']>

interface Wish {
  readonly againRunId?: string | undefined
  readonly redo: 'all' | 'failed'
  readonly fromTasks?: readonly string[] | undefined
  /** Tasks that are to be done with other words. */
  readonly edits?: readonly { readonly taskKey: string }[] | undefined
}

/** What the new run takes over from the one that it is again: nothing where all of it is done again. */
export function carriedOf(
  { store }: Services,
  { againRunId, redo, fromTasks: from = [], edits = [] }: Wish,
): Carried {
  const fromTasks = againRunId === undefined ? from : [...from, ...edits.map(({ taskKey }) => taskKey)]
  if (redo === 'all' && fromTasks.length === 0) return []
  if (againRunId === undefined) {
    refuse('E_REQUIRED', 'Results are taken over from a run.', 'Name it in againRunId.')
  }
  const run = found(store.runs.find(againRunId), `Run ${againRunId}`)
  if (!isRunOver(run.status)) refuse('E_STATE', 'The run is not over.', 'Wait for its end, or stop it.')
  if (run.goal !== null) {
    refuse('E_STATE', 'A decider unfolds this run: it is done again as a whole.', 'Run it again.')
  }
  if (run.workspace !== 'folder') {
    refuse('E_STATE', 'Its tasks build on what others left in worktrees.', 'Run it again as a whole.')
  }
  const rows = store.tasks.listOfRun(againRunId)
  const known = new Set(rows.map(({ definition }) => definition.key))
  for (const key of fromTasks)
    if (!known.has(key)) refuse('E_NOT_FOUND', `Task ${key} is not here.`, 'Check its key.')
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
    refuse('E_STATE', 'All of it is done: there is nothing to do again.', 'Run it again as a whole.')
  }
  return carried.flatMap((taskKey) => {
    const known = results.get(taskKey)
    if (known === undefined) return []
    const { row, result } = known
    // The run where it was really done, also when it was taken over before.
    const fromRunId = runIdSchema.parse(row.reason?.runId ?? againRunId)
    return [{ taskKey, fromRunId, agentId: row.agentId ?? '', result }]
  })
}

function refuse(code: 'E_REQUIRED' | 'E_STATE' | 'E_NOT_FOUND', message: string, hint: string): never {
  throw new RefusalError(refusal(code, message, hint, { field: 'againRunId' }))
}
