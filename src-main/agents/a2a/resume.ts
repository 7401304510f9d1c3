import { z } from 'zod'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import { answerWithin, findFault, RemoteFault } from './fault.ts'
import type { Remote, RemoteTask } from './protocol.ts'

/** Time limit for a single response, in milliseconds. */
export const requestMs = 30_000
/** Time limit for an agent card, in milliseconds: slow servers are refused while a person waits. */
export const cardMs = 4_500

interface Talk {
  readonly clock: Clock
  readonly context: AttemptContext
  readonly stop: AbortSignal
}

/** Stored for the next attempt together with a person's answer: the remote task to continue. */
const memoSchema = z.object({
  agentId: z.string(),
  taskId: z.string(),
  contextId: z.string(),
  /** Number of the attempt that asked. */
  attempt: z.number(),
  /** Stamp of the status that contained the question. */
  stamp: z.string(),
})

export type Memo = z.infer<typeof memoSchema>

export interface Begun {
  readonly task: RemoteTask
  /** The question that the next attempt answers. */
  readonly answered?: string
}

/** The remote task that this attempt continues; null for a new task. */
export async function findBegun(talk: Talk, remote: Remote): Promise<Begun | null> {
  const { context } = talk
  if (context.isRedone) return null
  const memo = memoSchema.safeParse(context.memo)
  if (memo.success && memo.data.agentId === context.agent.id) return findAsked(talk, remote, memo.data)
  return context.isResumed || context.attemptNumber > 1 ? findSent(talk, remote) : null
}

async function findAsked({ clock, stop, context }: Talk, remote: Remote, memo: Memo): Promise<Begun | null> {
  const task = await answerWithin(clock, requestMs, stop, (signal) => remote.get(memo.taskId, signal))
  if (task.id !== memo.taskId || task.contextId !== memo.contextId) {
    throw new RemoteFault('bad_output', words.agentFailures.remoteOtherTask)
  }
  const { state, stamp } = task.status
  if (state === 'input_required' && stamp === memo.stamp) return { task, answered: stamp }
  // After a failure that an earlier attempt reported, this attempt starts a new task.
  return isFailed(task) && context.attemptNumber > memo.attempt + 1 ? null : { task }
}

/** Searches for the task that an earlier attempt's message created. */
async function findSent({ clock, stop, context }: Talk, remote: Remote): Promise<Begun | null> {
  const { runId, idempotencyKey, isResumed } = context
  try {
    const listed = await answerWithin(clock, requestMs, stop, (signal) => remote.list(runId, signal))
    const sent = listed.find(
      (task) =>
        task.contextId === runId &&
        task.messageIds.includes(idempotencyKey) &&
        (isResumed || !isFailed(task)),
    )
    return sent === undefined ? null : { task: sent }
  } catch (error) {
    if (findFault(error) !== null) throw error
    // Without a list of tasks, only the message id prevents duplicate work.
    if (!isResumed) return null
    throw new RemoteFault('interrupted', words.agentFailures.remoteInterrupted)
  }
}

const isFailed = ({ status }: RemoteTask): boolean =>
  ['failed', 'canceled', 'rejected'].includes(status.state)

/** Equal for all attempts at a task, except for work that a person requested again. */
export const messageIdOf = ({ idempotencyKey, isRedone, attemptNumber }: AttemptContext): string =>
  isRedone ? `${idempotencyKey}/attempt-${attemptNumber}` : idempotencyKey
