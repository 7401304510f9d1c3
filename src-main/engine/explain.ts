import { present } from '#shared/assert.ts'
import type { WaitReason } from '#shared/model/task.ts'
import type { Limits } from './rules/rule.ts'
import type { EngineState, RunState, TaskState } from './state.ts'

/** The one first reason why a task that waits is waiting; null for one that runs or is over (E7). */
export function explainTask(
  state: EngineState,
  limits: Limits,
  of: { run: RunState; task: TaskState },
): WaitReason | null {
  const { run, task } = of
  switch (task.status) {
    case 'blocked':
      return explainBlocked(run, task)
    case 'awaiting_approval':
      return { code: 'approval', message: 'Waits for a person to open its gate.' }
    case 'todo':
      return explainReady(state, limits, of)
    default:
      return task.reason
  }
}

function explainBlocked(run: RunState, task: TaskState): WaitReason {
  const missing = task.definition.dependsOn.filter((key) => run.tasks.get(key)?.status !== 'done')
  if (missing.length > 0) {
    const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
    return { code: 'dependency', message: `Waits for ${missing.slice(0, 3).join(', ')}${more}.` }
  }
  return { code: 'group', message: `Waits for its group ${task.definition.parent ?? ''} to open.` }
}

function explainReady(
  state: EngineState,
  limits: Limits,
  { run, task }: { run: RunState; task: TaskState },
): WaitReason {
  if (task.agentId === null) return present(task.reason, `reason of ${task.definition.key}`)
  if (run.live >= run.parallelLimit) {
    return {
      code: 'run_limit',
      message: `The run does ${countOf(run.parallelLimit)} at once; all slots are taken.`,
    }
  }
  if (state.live >= limits.global) {
    return {
      code: 'global_limit',
      message: `Switchyard does ${countOf(limits.global)} at once; all slots are taken.`,
    }
  }
  return { code: 'agent_busy', message: `Waits for a free slot of ${task.agentId}.` }
}

const countOf = (tasks: number): string => (tasks === 1 ? '1 task' : `${tasks} tasks`)
