import type { ApprovalId, AttemptId, CommandId, MemoryId, PlanId, RunId } from './ids.ts'
import type { Agent } from './model/agent.ts'
import type { ApprovalAnswer } from './model/approval.ts'
import type { Failure, logLevels, TaskResult } from './model/attempt.ts'
import type { ImportWarning, PlanDocument } from './model/plan.ts'

/**
 * What can be asked of the engine. Ids of new things come with the command, so that rules make none. The `id` of a
 * command that came from outside is remembered with its answer: repeating it returns that answer.
 */
export type Command =
  | { readonly type: 'agents.register'; readonly agents: readonly Agent[] }
  | {
      readonly type: 'plans.publish'
      readonly plans: readonly { readonly planId: PlanId; readonly document: PlanDocument }[]
      readonly warnings: readonly ImportWarning[]
    }
  | {
      readonly type: 'run.build'
      readonly runId: RunId
      readonly memoryId: MemoryId
      readonly plan: PlanDocument
      /** Agents to register with it, in the same transaction. */
      readonly roster?: readonly Agent[]
    }
  | { readonly type: 'run.cancel'; readonly runId: RunId }
  | {
      readonly type: 'approval.answer'
      readonly approvalId: ApprovalId
      readonly answer: ApprovalAnswer
      readonly note: string | null
    }
  | {
      readonly type: 'attempt.report'
      readonly attemptId: AttemptId
      readonly percent: number | null
      readonly lines: readonly { readonly level: (typeof logLevels)[number]; readonly text: string }[]
    }
  | { readonly type: 'attempt.finish'; readonly attemptId: AttemptId; readonly result: TaskResult }
  | { readonly type: 'attempt.fail'; readonly attemptId: AttemptId; readonly failure: Failure }
  | { readonly type: 'engine.recover' }

export type CommandType = Command['type']

export interface Envelope {
  readonly id: CommandId
  /** When it was asked, by the engine's clock. */
  readonly at: number
  /** True for what came from outside and may be repeated by its sender: its answer is kept as a receipt. */
  readonly keepReceipt: boolean
  readonly command: Command
}
