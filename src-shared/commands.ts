import type { ApprovalId, AttemptId, CommandId, MemoryId, PlanId, RunId } from './ids.ts'
import type { Agent } from './model/agents/agent.ts'
import type { ApprovalAnswer } from './model/approval.ts'
import type { DeciderName, Decision, Goal, Tokens } from './model/decisions/decision.ts'
import type { DecisionFacts } from './model/decisions/decision-facts.ts'
import type { Json } from './model/json.ts'
import type { NewMemory } from './model/memory.ts'
import type { AccountKey, ChargeReason, Money } from './model/money.ts'
import type { ImportWarning, PlanDocument, VersionLabel } from './model/plan.ts'
import type { ProjectFacts } from './model/project.ts'
import type { Failure, KeptInput, logLevels, Question, TaskResult } from './model/runs/attempt.ts'
import type { LeftOutPart } from './model/runs/run-outcome.ts'
import type { TaskChanges, TaskDefinition } from './model/task.ts'

type PlanCommand =
  | { readonly type: 'project.save'; readonly project: ProjectFacts }
  /** Something a person or a worker wants to be found again. */
  | { readonly type: 'memory.remember'; readonly memoryId: MemoryId; readonly entry: NewMemory }
  /** The run of a build log has ended. */
  | {
      readonly type: 'memory.complete'
      readonly memoryId: MemoryId
      readonly result: { readonly [key: string]: Json }
    }
  | { readonly type: 'memory.tag'; readonly memoryId: MemoryId; readonly tags: readonly string[] }
  | { readonly type: 'agents.register'; readonly agents: readonly Agent[] }
  | { readonly type: 'agents.enable'; readonly agentId: string; readonly isEnabled: boolean }
  | { readonly type: 'skills.alias'; readonly alias: string; readonly skill: string | null }
  | {
      readonly type: 'plans.publish'
      readonly plans: readonly { readonly planId: PlanId; readonly document: PlanDocument }[]
      readonly warnings: readonly ImportWarning[]
      /** The plan of which the first is the next version. */
      readonly replaces?: PlanId
      readonly label?: VersionLabel
    }
  | { readonly type: 'plans.remove'; readonly planId: PlanId }
  | { readonly type: 'plans.restore'; readonly planId: PlanId }

type RunCommand =
  | {
      readonly type: 'run.build'
      readonly runId: RunId
      readonly memoryId: MemoryId
      readonly plan: PlanDocument
      /** The published plan that it is. */
      readonly planId?: PlanId
      /** Agents to register with it, in the same transaction. */
      readonly roster?: readonly Agent[]
      /** Agents that ship: registered with it where they are not known and it asks for what nobody else can do. */
      readonly roles?: readonly Agent[]
      /** Results of an earlier run of the plan: their tasks are not done again. */
      readonly carried?: readonly {
        readonly taskKey: string
        readonly fromRunId: RunId
        readonly agentId: string
        readonly result: TaskResult
      }[]
      /** The plan is only how it begins: a decider says what comes next. */
      readonly goal?: Goal
      /** Parts of the request that no task of the plan covers. */
      readonly leftOut?: readonly LeftOutPart[]
      /** Only simulated agents and people work in it (ADR 0037). */
      readonly isSimulated?: boolean
      /** Why its cost is not covered: the run is a record of the refusal, and its tasks end at once. */
      readonly unpaid?: string
    }
  /** Parts of the request turn out to be covered by no task. */
  | { readonly type: 'run.leave_out'; readonly runId: RunId; readonly parts: readonly LeftOutPart[] }
  /** What a decider answered after a task of a goal run had ended. */
  | {
      readonly type: 'decision.record'
      readonly runId: RunId
      readonly after: string
      readonly decider: DeciderName
      readonly model: string | null
      readonly prompt: string
      readonly raw: string
      /** Null: there is no decision in the answer, and `failure` says why. */
      readonly proposed: Decision | null
      readonly failure: string | null
      /** The rules' decision in place of a malformed answer; absent: a person decides. */
      readonly fallback?: Decision | null
      /** Facts from the texts of the artifacts. */
      readonly facts: DecisionFacts
      /** What the decider was told: the guard judges by it, and by what is true by now. */
      readonly artifacts: readonly { readonly name: string; readonly taskKey: string }[]
      readonly spent: Money | null
      readonly tokens?: Tokens
    }
  | { readonly type: 'run.cancel'; readonly runId: RunId }
  | { readonly type: 'run.pause'; readonly runId: RunId }
  | { readonly type: 'run.resume'; readonly runId: RunId }
  | {
      readonly type: 'tasks.add'
      readonly runId: RunId
      readonly tasks: readonly TaskDefinition[]
      readonly links: readonly { readonly taskKey: string; readonly dependsOn: string }[]
    }
  | {
      readonly type: 'task.edit'
      readonly runId: RunId
      readonly taskKey: string
      readonly changes: TaskChanges
    }
  /** With a group, everything below it; with `branch`, everything that waits for it, too. */
  | {
      readonly type: 'task.cancel'
      readonly runId: RunId
      readonly taskKey: string
      readonly branch: boolean
    }
  /** A task that failed is tried again now, not when its time has come. */
  | { readonly type: 'task.hurry'; readonly runId: RunId; readonly taskKey: string }
  /** A person says that what its agent reported does not hold it any more. */
  | { readonly type: 'task.unblock'; readonly runId: RunId; readonly taskKey: string }
  /** A worker that pulls its work takes this task. */
  | {
      readonly type: 'task.claim'
      readonly runId: RunId
      readonly taskKey: string
      readonly agentId: string
      readonly leaseMs: number
    }

/** What a person agreed to, and how it went; the merge itself comes between the two. */
type MergeCommand =
  | {
      readonly type: 'merge.approve'
      readonly runId: RunId
      readonly only: string | null
      readonly hash: string
      readonly target: string
      readonly branch: string | null
      readonly by: string
    }
  | {
      readonly type: 'merge.settle'
      readonly runId: RunId
      readonly only: string | null
      readonly hash: string
      readonly commit: string | null
      readonly message: string | null
    }

type ApprovalCommand =
  | {
      readonly type: 'approval.answer'
      readonly approvalId: ApprovalId
      /** Of what the person saw. */
      readonly hash: string
      readonly answer: ApprovalAnswer
      readonly by: string
      readonly note: string | null
      /** The form's values, the edited subject, or for a top-up `{ amountMinor }`; null where there is none. */
      readonly response: Json
    }
  | {
      readonly type: 'approval.delegate'
      readonly approvalId: ApprovalId
      readonly by: string
      readonly to: string
    }

type AttemptCommand =
  | {
      readonly type: 'attempt.report'
      readonly attemptId: AttemptId
      readonly percent: number | null
      readonly lines: readonly { readonly level: (typeof logLevels)[number]; readonly text: string }[]
      readonly message?: string | null
      readonly metadata?: Json
      /** Of a leased attempt: it is given this long from now. */
      readonly leaseMs?: number
    }
  /** What its agent is about to be sent; the text is kept already. */
  | { readonly type: 'attempt.give'; readonly attemptId: AttemptId; readonly input: KeptInput }
  | { readonly type: 'attempt.meter'; readonly attemptId: AttemptId; readonly spent: Money }
  | {
      readonly type: 'attempt.finish'
      readonly attemptId: AttemptId
      readonly result: TaskResult
      readonly spent?: Money
    }
  | { readonly type: 'attempt.fail'; readonly attemptId: AttemptId; readonly failure: Failure }
  | { readonly type: 'attempt.block'; readonly attemptId: AttemptId; readonly message: string }
  | { readonly type: 'attempt.ask'; readonly attemptId: AttemptId; readonly question: Question }
  /** Its agent has stopped, as it was told; `isClean` false: it did not within its time, and is not waited for. */
  | { readonly type: 'attempt.stopped'; readonly attemptId: AttemptId; readonly isClean: boolean }

type EngineCommand =
  | { readonly type: 'budget.set'; readonly account: AccountKey; readonly cap: Money }
  /** A model was asked, and no other command says what it cost. The run may be over. */
  | {
      readonly type: 'budget.charge'
      readonly runId: RunId
      readonly taskKey: string
      readonly projectId: string | null
      readonly reason: ChargeReason
      readonly model: string
      readonly spent: Money | null
    }
  | { readonly type: 'engine.recover' }
  /** A timer is due. */
  | { readonly type: 'engine.tick' }

/**
 * What can be asked of the engine. Ids of new things come with the command, so that rules make none. The `id` of a
 * command that came from outside is remembered with its answer: repeating it returns that answer.
 */
export type Command =
  | PlanCommand
  | RunCommand
  | MergeCommand
  | ApprovalCommand
  | AttemptCommand
  | EngineCommand
export type CommandType = Command['type']
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>

export interface Envelope {
  readonly id: CommandId
  /** When it was asked, by the engine's clock. */
  readonly at: number
  /** True for what came from outside and may be repeated by its sender: its answer is kept as a receipt. */
  readonly keepReceipt: boolean
  readonly command: Command
}
