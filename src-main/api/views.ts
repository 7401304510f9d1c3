import { delegationKey, runIdSchema } from '#shared/ids.ts'
import type { AttemptView } from '#shared/model/attempt.ts'
import type { RunView } from '#shared/model/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { explainTask } from '../engine/explain.ts'
import type { StoredAttempt } from '../store/attempts.ts'
import type { StoredRun } from '../store/runs.ts'
import type { StoredTask } from '../store/tasks.ts'
import type { Services } from './context.ts'

export function runView({ projectFolder: _folder, crew: _crew, ...run }: StoredRun): RunView {
  return run
}

/** A task as it is seen, with the reason why it waits worked out for one that does. */
export function taskView({ engine, limits }: Services, { definition, ...row }: StoredTask): TaskView {
  const view = { ...definition, ...row }
  if (isTerminal(row.status)) return view
  const run = engine.state.runs.get(runIdSchema.parse(row.runId))
  const task = run?.tasks.get(definition.key)
  if (run === undefined || task === undefined) return view
  return { ...view, reason: explainTask(engine.state, limits, { run, task }) }
}

export function attemptView({ taskKey, runId, ...attempt }: StoredAttempt): AttemptView {
  return {
    ...attempt,
    id: `${runId}/${taskKey}#${attempt.number}`,
    delegationKey: delegationKey(taskKey, attempt.number),
  }
}
