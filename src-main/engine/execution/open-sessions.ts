import { isTerminal } from '#shared/model/task.ts'
import type { Log } from '../../base/log.ts'
import type { Engine } from '../engine.ts'
import type { AgentAdapter } from '../ports.ts'
import type { AttemptState } from '../state.ts'

type Waiting = Pick<AttemptState, 'runId' | 'taskKey' | 'agentId'> & { readonly adapter: AgentAdapter }

/** Tasks that wait for an answer, for which an adapter may keep something alive: a process, a session. */
export function createKept({ state }: Pick<Engine, 'state'>, log: Log) {
  const waiting = new Map<string, Waiting>()
  const keyOf = ({ runId, taskKey }: Pick<AttemptState, 'runId' | 'taskKey'>) => `${runId}/${taskKey}`

  async function release(key: string, { adapter }: Waiting): Promise<void> {
    waiting.delete(key)
    // An adapter is somebody else's world: what it could not end it says, and nothing else is held up.
    try {
      await adapter.release?.(key)
    } catch (error) {
      log.error({ error, task: key }, 'what was kept for a task could not be released')
    }
  }

  return {
    add(attempt: AttemptState, adapter: AgentAdapter): void {
      if (adapter.release === undefined) return
      const { runId, taskKey, agentId } = attempt
      waiting.set(keyOf(attempt), { runId, taskKey, agentId, adapter })
    },
    /** The next attempt has begun: its adapter takes over what was kept. */
    take(attempt: AttemptState): void {
      const key = keyOf(attempt)
      const found = waiting.get(key)
      if (found === undefined) return
      if (found.agentId === attempt.agentId) waiting.delete(key)
      else void release(key, found)
    },
    /** Lets go of what was kept for tasks that are over. */
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
