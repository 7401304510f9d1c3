import type { ApprovalId, AttemptId, CommandId, MemoryId, PlanId, RunId } from './ids.ts'
import type { Agent, Scorecard } from './model/agent.ts'
import type { Approval, ApprovalAnswer } from './model/approval.ts'
import type { Failure, logLevels, TaskResult } from './model/attempt.ts'
import type { MemoryEntry } from './model/memory.ts'
import type { ImportWarning, PlanDocument } from './model/plan.ts'
import type { RunStatus } from './model/run.ts'
import type { TaskDefinition } from './model/task.ts'

interface AboutTask {
  readonly runId: RunId
  readonly taskKey: string
}
interface AboutAttempt extends AboutTask {
  readonly attemptId: AttemptId
}

/** One fact of the log. The tables are a function of these, in order of `seq`, and of nothing else (E8). */
export type EventBody =
  | { readonly type: 'agent.registered'; readonly agent: Agent }
  | {
      readonly type: 'plan.published'
      readonly planId: PlanId
      readonly document: PlanDocument
      /** Nothing keeps it from being run. */
      readonly runnable: boolean
      readonly warnings: readonly ImportWarning[]
    }
  | {
      readonly type: 'run.created'
      readonly runId: RunId
      readonly planKey: string
      readonly title: string
      readonly projectId: string | null
      readonly projectFolder: string | null
      readonly parallelLimit: number
      readonly crew: readonly string[] | null
      readonly tasks: readonly TaskDefinition[]
    }
  | { readonly type: 'run.settled'; readonly runId: RunId; readonly status: RunStatus }
  | (AboutTask & {
      readonly type: 'task.assigned'
      readonly agentId: string
      readonly scorecard: Scorecard
    })
  | (AboutTask & {
      readonly type: 'task.unassigned'
      readonly message: string
      readonly scorecard: Scorecard
    })
  | (AboutTask & { readonly type: 'task.ready' })
  | (AboutTask & { readonly type: 'task.skipped'; readonly message: string })
  | (AboutTask & {
      readonly type: 'task.cancelled'
      readonly code: 'rejected' | 'run_cancelled'
      readonly message: string
    })
  | (AboutTask & { readonly type: 'group.opened' })
  | (AboutTask & { readonly type: 'group.closed'; readonly status: 'done' | 'failed' })
  | (AboutAttempt & {
      readonly type: 'attempt.started'
      readonly agentId: string
      readonly number: number
    })
  | (AboutAttempt & { readonly type: 'attempt.progressed'; readonly percent: number })
  | (AboutAttempt & {
      readonly type: 'attempt.logged'
      readonly number: number
      readonly lines: readonly { readonly level: (typeof logLevels)[number]; readonly text: string }[]
    })
  | (AboutAttempt & { readonly type: 'attempt.finished'; readonly result: TaskResult })
  | (AboutAttempt & { readonly type: 'attempt.failed'; readonly failure: Failure })
  | (AboutAttempt & { readonly type: 'attempt.interrupted'; readonly fate: 'run_again' | 'ask' })
  | (AboutAttempt & { readonly type: 'attempt.cancelled'; readonly message: string })
  | {
      readonly type: 'approval.posted'
      readonly runId: RunId
      readonly taskKey: string
      readonly approval: Approval
    }
  | (AboutTask & {
      readonly type: 'approval.answered'
      readonly approvalId: ApprovalId
      readonly answer: ApprovalAnswer
      readonly note: string | null
    })
  | { readonly type: 'memory.remembered'; readonly memoryId: MemoryId; readonly entry: MemoryEntry }

export type EventType = EventBody['type']

export interface StoredEvent {
  readonly seq: number
  readonly at: number
  readonly commandId: CommandId
  readonly body: EventBody
}
