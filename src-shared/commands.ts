import type { OneOf } from './events.ts'
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
import type { TaskChanges, TaskDefinition } from './model/task-definition.ts'

interface PlanCommands {
  'project.save': { project: ProjectFacts }
  /** Stores a memory entry of a person or a worker. */
  'memory.remember': { memoryId: MemoryId; entry: NewMemory }
  /** Completes a build log after its run has ended. */
  'memory.complete': { memoryId: MemoryId; result: { readonly [key: string]: Json } }
  'memory.tag': { memoryId: MemoryId; tags: readonly string[] }
  'agents.register': { agents: readonly Agent[] }
  'agents.enable': { agentId: string; isEnabled: boolean }
  'skills.alias': { alias: string; skill: string | null }
  'plans.publish': {
    plans: readonly { readonly planId: PlanId; readonly document: PlanDocument }[]
    warnings: readonly ImportWarning[]
    /** The plan whose next version is the first of `plans`. */
    replaces?: PlanId
    label?: VersionLabel
  }
  'plans.remove': { planId: PlanId }
  'plans.restore': { planId: PlanId }
}
type PlanCommand = OneOf<PlanCommands>

interface RunCommands {
  'run.build': {
    runId: RunId
    memoryId: MemoryId
    plan: PlanDocument
    /** Id of the published plan that the run is built from. */
    planId?: PlanId
    /** Agents to register in the same transaction. */
    roster?: readonly Agent[]
    /**
     * Built-in role agents. Registered if unknown: for a goal all of them, for a plan only roles with skills that no
     * other agent has.
     */
    roles?: readonly Agent[]
    /** Results reused from an earlier run of the plan. Their tasks do not run again. */
    carried?: readonly {
      readonly taskKey: string
      readonly fromRunId: RunId
      readonly agentId: string
      readonly result: TaskResult
    }[]
    /** The plan is only the start of the run: a decider chooses the next steps. */
    goal?: Goal
    /** Parts of the request that no task of the plan covers. */
    leftOut?: readonly LeftOutPart[]
    /** Only simulated agents and people work in it (ADR 0037). */
    isSimulated?: boolean
    /** Reason why the budget does not cover the cost. The run only records the refusal, and its tasks end at once. */
    unpaid?: string
  }
  /** Adds parts of the request that no task covers, found after the run was built. */
  'run.leave_out': { runId: RunId; parts: readonly LeftOutPart[] }
  /** The answer of a decider after a task of a goal run ended. */
  'decision.record': {
    runId: RunId
    after: string
    decider: DeciderName
    model: string | null
    prompt: string
    raw: string
    /** Null: the answer contains no decision, and `failure` has the reason. */
    proposed: Decision | null
    failure: string | null
    /** Decision of the rules if the model's answer is malformed; absent: a person decides. */
    fallback?: Decision | null
    /** Facts extracted from the texts of the artifacts. */
    facts: DecisionFacts
    /** Artifacts in the decider's context. The guard uses them together with the current state. */
    artifacts: readonly { readonly name: string; readonly taskKey: string }[]
    spent: Money | null
    tokens?: Tokens
  }
  'run.cancel': { runId: RunId }
  'run.pause': { runId: RunId }
  'run.resume': { runId: RunId }
  'tasks.add': {
    runId: RunId
    tasks: readonly TaskDefinition[]
    links: readonly { readonly taskKey: string; readonly dependsOn: string }[]
  }
  'task.edit': { runId: RunId; taskKey: string; changes: TaskChanges }
  /** Cancelling a group cancels its descendants. `branch` also cancels all dependents. */
  'task.cancel': { runId: RunId; taskKey: string; branch: boolean }
  /** Retries a failed task now instead of at its scheduled time. */
  'task.hurry': { runId: RunId; taskKey: string }
  /** A person removes the block that the task's agent reported. */
  'task.unblock': { runId: RunId; taskKey: string }
  /** An external worker claims the task. */
  'task.claim': { runId: RunId; taskKey: string; agentId: string; leaseMs: number }
}
type RunCommand = OneOf<RunCommands>

/** Approval and result of a merge. The merge itself runs between these two commands. */
interface MergeCommands {
  'merge.approve': {
    runId: RunId
    only: string | null
    hash: string
    target: string
    branch: string | null
    by: string
  }
  'merge.settle': {
    runId: RunId
    only: string | null
    hash: string
    commit: string | null
    message: string | null
  }
}
type MergeCommand = OneOf<MergeCommands>

interface ApprovalCommands {
  'approval.answer': {
    approvalId: ApprovalId
    /** Hash of the content that the person saw. */
    hash: string
    answer: ApprovalAnswer
    by: string
    note: string | null
    /** Form values, the edited subject, or `{ amountMinor }` for a top-up; null if the answer has none. */
    response: Json
  }
  'approval.delegate': { approvalId: ApprovalId; by: string; to: string }
}
type ApprovalCommand = OneOf<ApprovalCommands>

interface AttemptCommands {
  'attempt.report': {
    attemptId: AttemptId
    percent: number | null
    lines: readonly { readonly level: (typeof logLevels)[number]; readonly text: string }[]
    message?: string | null
    metadata?: Json
    /** New lease duration from now, for attempts with a lease. */
    leaseMs?: number
  }
  /** The input that the agent is about to receive; its text is stored already. */
  'attempt.give': { attemptId: AttemptId; input: KeptInput }
  'attempt.meter': { attemptId: AttemptId; spent: Money }
  'attempt.finish': { attemptId: AttemptId; result: TaskResult; spent?: Money }
  'attempt.fail': { attemptId: AttemptId; failure: Failure }
  'attempt.block': { attemptId: AttemptId; message: string }
  'attempt.ask': { attemptId: AttemptId; question: Question }
  /**
   * The agent has stopped on request. `isClean` false: the agent did not stop in time, and the engine no longer waits
   * for it.
   */
  'attempt.stopped': { attemptId: AttemptId; isClean: boolean }
}
type AttemptCommand = OneOf<AttemptCommands>

interface EngineCommands {
  'budget.set': { account: AccountKey; cap: Money }
  /** Cost of a model call that no other command reports. The run may have ended already. */
  'budget.charge': {
    runId: RunId
    taskKey: string
    projectId: string | null
    reason: ChargeReason
    model: string
    spent: Money | null
  }
  'engine.recover': object
  /** Signals that a timer is due. */
  'engine.tick': object
}
type EngineCommand = OneOf<EngineCommands>

/**
 * Commands of the engine. Each command brings the ids of new objects, so the rules create none.
 * The `id` of an external command is stored with its answer: a repeat returns that answer.
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
  /** Time of the request by the engine's clock. */
  readonly at: number
  /** True for external commands, which the sender may repeat. Their answer is stored as a receipt. */
  readonly keepReceipt: boolean
  readonly command: Command
}
