import { isTerminal } from '#shared/model/task.ts'
import type { Log } from '../../base/log.ts'
import type { Engine } from '../engine.ts'
import type { AgentAdapter } from '../ports.ts'
import type { AttemptState } from '../state.ts'

type Waiting = Pick<AttemptState, 'runId' | 'taskKey' | 'agentId'> & { readonly adapter: AgentAdapter }

/** Tasks with an open question for which an adapter may keep a process or session. */
export function createKept({ state }: Pick<Engine, 'state'>, log: Log) {
  const waiting = new Map<string, Waiting>()
  const keyOf = ({ runId, taskKey }: Pick<AttemptState, 'runId' | 'taskKey'>) => `${runId}/${taskKey}`

  async function release(key: string, { adapter }: Waiting): Promise<void> {
    waiting.delete(key)
    // Adapters call external code: log the error and continue, so that nothing else is blocked.
    try {
      await adapter.release?.(key)
    } catch (error) {
      log.error({ error, task: key }, 'cannot release the open session of a task')
    }
  }

  return {
    add(attempt: AttemptState, adapter: AgentAdapter): void {
      if (adapter.release === undefined) return
      const { runId, taskKey, agentId } = attempt
      waiting.set(keyOf(attempt), { runId, taskKey, agentId, adapter })
    },
    /**
     * Called when the next attempt starts: its adapter takes over the resources. If the agent changed, the resources
     * are released.
     */
    take(attempt: AttemptState): void {
      const key = keyOf(attempt)
      const found = waiting.get(key)
      if (found === undefined) return
      if (found.agentId === attempt.agentId) waiting.delete(key)
      else void release(key, found)
    },
    /** Releases the resources of tasks that have ended. */
    releaseEnded(): void {
      for (const [key, each] of waiting) {
        const task = state.runs.get(each.runId)?.tasks.get(each.taskKey)
        if (task === undefined || isTerminal(task.status)) void release(key, each)
      }
    },
    async releaseAll(): Promise<void> {
      await Promise.all([...waiting].map(([key, each]) => release(key, each)))
    },
  }
}
export type Kept = ReturnType<typeof createKept>
