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
  /** Something a person or a worker wants to be found again. */
  'memory.remember': { memoryId: MemoryId; entry: NewMemory }
  /** The run of a build log has ended. */
  'memory.complete': { memoryId: MemoryId; result: { readonly [key: string]: Json } }
  'memory.tag': { memoryId: MemoryId; tags: readonly string[] }
  'agents.register': { agents: readonly Agent[] }
  'agents.enable': { agentId: string; isEnabled: boolean }
  'skills.alias': { alias: string; skill: string | null }
  'plans.publish': {
    plans: readonly { readonly planId: PlanId; readonly document: PlanDocument }[]
    warnings: readonly ImportWarning[]
    /** The plan of which the first is the next version. */
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
    /** The published plan that it is. */
    planId?: PlanId
    /** Agents to register with it, in the same transaction. */
    roster?: readonly Agent[]
    /** Agents that ship: registered with it where they are not known and it asks for what nobody else can do. */
    roles?: readonly Agent[]
    /** Results of an earlier run of the plan: their tasks are not done again. */
    carried?: readonly {
      readonly taskKey: string
      readonly fromRunId: RunId
      readonly agentId: string
      readonly result: TaskResult
    }[]
    /** The plan is only how it begins: a decider says what comes next. */
    goal?: Goal
    /** Parts of the request that no task of the plan covers. */
    leftOut?: readonly LeftOutPart[]
    /** Only simulated agents and people work in it (ADR 0037). */
    isSimulated?: boolean
    /** Why its cost is not covered: the run is a record of the refusal, and its tasks end at once. */
    unpaid?: string
  }
  /** Parts of the request turn out to be covered by no task. */
  'run.leave_out': { runId: RunId; parts: readonly LeftOutPart[] }
  /** The answer of a decider after a task of a goal run ended. */
  'decision.record': {
    runId: RunId
    after: string
    decider: DeciderName
    model: string | null
    prompt: string
    raw: string
    /** Null: there is no decision in the answer, and `failure` says why. */
    proposed: Decision | null
    failure: string | null
    /** The rules' decision in place of a malformed answer; absent: a person decides. */
    fallback?: Decision | null
    /** Facts from the texts of the artifacts. */
    facts: DecisionFacts
    /** The context of the decider: the guard uses it together with the current state. */
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
  /** With a group, everything below it; with `branch`, everything that waits for it, too. */
  'task.cancel': { runId: RunId; taskKey: string; branch: boolean }
  /** A task that failed is tried again now, not when its time has come. */
  'task.hurry': { runId: RunId; taskKey: string }
  /** A person says that what its agent reported does not hold it any more. */
  'task.unblock': { runId: RunId; taskKey: string }
  /** A worker that pulls its work takes this task. */
  'task.claim': { runId: RunId; taskKey: string; agentId: string; leaseMs: number }
}
type RunCommand = OneOf<RunCommands>

/** The approval of a merge, and its result; the merge happens between the two. */
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
    /** The hash of the shown content. */
    hash: string
    answer: ApprovalAnswer
    by: string
    note: string | null
    /** The form's values, the edited subject, or for a top-up `{ amountMinor }`; null where there is none. */
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
    /** The new lease of a leased attempt, from now. */
    leaseMs?: number
  }
  /** The input that the agent is about to receive; its text is stored already. */
  'attempt.give': { attemptId: AttemptId; input: KeptInput }
  'attempt.meter': { attemptId: AttemptId; spent: Money }
  'attempt.finish': { attemptId: AttemptId; result: TaskResult; spent?: Money }
  'attempt.fail': { attemptId: AttemptId; failure: Failure }
  'attempt.block': { attemptId: AttemptId; message: string }
  'attempt.ask': { attemptId: AttemptId; question: Question }
  /** Its agent has stopped, as it was told; `isClean` false: it did not within its time, and is not waited for. */
  'attempt.stopped': { attemptId: AttemptId; isClean: boolean }
}
type AttemptCommand = OneOf<AttemptCommands>

interface EngineCommands {
  'budget.set': { account: AccountKey; cap: Money }
  /** A model was asked, and no other command says what it cost. The run may be over. */
  'budget.charge': {
    runId: RunId
    taskKey: string
    projectId: string | null
    reason: ChargeReason
    model: string
    spent: Money | null
  }
  'engine.recover': object
  /** A timer is due. */
  'engine.tick': object
}
type EngineCommand = OneOf<EngineCommands>

/**
 * The commands of the engine. Ids of new objects come with the command, so that rules create none. The `id` of an
 * external command is stored with its answer: repeating the command returns that answer.
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
