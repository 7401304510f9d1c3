import type { ApprovalId, AttemptId, CommandId, MemoryId, PlanId, RunId } from './ids.ts'
import type { Agent, Scorecard } from './model/agents/agent.ts'
import type { Approval, ApprovalAnswer } from './model/approval.ts'
import type { DecisionRecord, Goal } from './model/decisions/decision.ts'
import type { Json } from './model/json.ts'
import type { MemoryEntry } from './model/memory.ts'
import type { AccountKey, ChargeReason, Money } from './model/money.ts'
import type { ImportWarning, PlanDocument, VersionLabel } from './model/plan.ts'
import type { ProjectFacts } from './model/project.ts'
import type { Failure, KeptInput, logLevels, Question, TaskResult } from './model/runs/attempt.ts'
import type { RunOutcome, RunStatus } from './model/runs/run.ts'
import type { LeftOutPart, RunGap } from './model/runs/run-outcome.ts'
import type { cancelCodes, skipCodes } from './model/task.ts'
import type { TaskChanges, TaskDefinition } from './model/task-definition.ts'
import type { WorkspaceMode } from './model/workspace.ts'

/** Union of the events in a map, each with its key as `type`. */
export type OneOf<Facts> = {
  [Type in keyof Facts]: { readonly type: Type } & Readonly<Facts[Type]>
}[keyof Facts]

interface AboutTask {
  readonly runId: RunId
  readonly taskKey: string
}
interface AboutMerge {
  readonly runId: RunId
  /** Key of the only task whose work is merged; null: the whole run. */
  readonly only: string | null
  /** Hash of the preview that the person saw. */
  readonly hash: string
}
interface AboutAttempt extends AboutTask {
  readonly attemptId: AttemptId
}
interface AboutApproval extends AboutTask {
  readonly approvalId: ApprovalId
}

interface PlanEvents {
  'agent.registered': { agent: Agent }
  /** A skill gets an alias. A `skill` of null removes the alias. */
  'skill.aliased': { alias: string; skill: string | null }
  'plan.published': {
    planId: PlanId
    document: PlanDocument
    /** The plan has no error that prevents a run. */
    runnable: boolean
    warnings: readonly ImportWarning[]
    /** Previous version; null: the first version of the plan. */
    replaces: PlanId | null
    label: VersionLabel | null
  }
  /** The plan leaves the list. References to the plan still work. */
  'plan.removed': { planId: PlanId }
  /** A removed plan returns to the list. */
  'plan.restored': { planId: PlanId }
  'project.saved': { project: ProjectFacts }
  'memory.tagged': {
    memoryId: MemoryId
    /** All tags of the entry from now on. */
    tags: readonly string[]
  }
  /** The build log of an ended run gets further fields. */
  'memory.completed': { memoryId: MemoryId; result: { readonly [key: string]: Json } }
  'memory.remembered': { memoryId: MemoryId; entry: MemoryEntry }
}
type PlanEvent = OneOf<PlanEvents>

/** Merges change the project, not the state of the run. */
interface MergeEvents {
  /** A person agreed to the merge that the preview showed. */
  'merge.approved': AboutMerge & { target: string; branch: string | null; by: string }
  /** The merge ended: `commit` is the new commit of the project, or `message` says why nothing changed. */
  'merge.settled': AboutMerge & { commit: string | null; message: string | null }
}
type MergeEvent = OneOf<MergeEvents>

interface RunEvents {
  'run.created': {
    runId: RunId
    planKey: string
    /** Published plan of the run; null: the plan came from a request, a sample or a goal. */
    planId: PlanId | null
    title: string
    projectId: string | null
    projectFolder: string | null
    workspace: WorkspaceMode
    parallelLimit: number
    reviewLimit: number | null
    timeZone: string | null
    crew: readonly string[] | null
    budget: Money | null
    goal: Goal | null
    /** Parts of the request that no task of the plan covers. */
    leftOut: readonly LeftOutPart[]
    /** Only simulated agents and people take part (ADR 0037). */
    isSimulated: boolean
    tasks: readonly TaskDefinition[]
  }
  'run.paused': { runId: RunId }
  'run.resumed': { runId: RunId }
  /** A person stopped the run. Its agents get a stop request. */
  'run.stopping': { runId: RunId }
  'run.settled': {
    runId: RunId
    status: RunStatus
    /** Null: the run has not ended, or the log is older than this field. */
    outcome: RunOutcome | null
    /** The first gaps; `gapCount` is the total number. */
    gaps: readonly RunGap[]
    /** Null: the run has not ended, or the log is older than this field. */
    gapCount: number | null
  }
  /** Parts of the request that no task covers were found later. */
  'run.parts_left_out': { runId: RunId; parts: readonly LeftOutPart[] }
  'tasks.added': {
    runId: RunId
    tasks: readonly TaskDefinition[]
    /** Existing tasks that now depend on an added task. */
    links: readonly { readonly taskKey: string; readonly dependsOn: string }[]
  }
  /** A decider chose the next step of a goal. The events of that step follow. */
  'decision.made': Omit<DecisionRecord, 'runId' | 'at'> & {
    runId: RunId
    /** True if the cost counts for the run; false in older logs. */
    isBooked: boolean
  }
  /** Agents assigned while a run is built or extended, in batches. */
  'tasks.assigned': { runId: RunId; assignments: readonly Assignment[] }
  /** Tasks that became ready through the same task end or answer, in batches. `task.ready` is for a single task. */
  'tasks.ready': { runId: RunId; taskKeys: readonly string[] }
}
export type RunEvent = OneOf<RunEvents>

/** Assigned agent of a task, with the scorecard of the choice. */
export interface Assignment {
  readonly taskKey: string
  readonly agentId: string
  readonly scorecard: Scorecard
}

interface TaskEvents {
  'task.assigned': AboutTask & { agentId: string; scorecard: Scorecard }
  'task.unassigned': AboutTask & { message: string; scorecard: Scorecard }
  'task.edited': AboutTask & {
    changes: TaskChanges
    /** Former values; null: the log is older than this field. */
    before: TaskChanges | null
  }
  'task.ready': AboutTask
  /** The block that the agent reported has been removed. */
  'task.unblocked': AboutTask
  'task.skipped': AboutTask & { code: (typeof skipCodes)[number]; message: string }
  'task.cancelled': AboutTask & { code: (typeof cancelCodes)[number]; message: string }
  /** The task failed without a failed attempt: a timeout, or a person's answer. */
  'task.failed': AboutTask & { failure: Failure }
  /** A person accepted the result. */
  'task.accepted': AboutTask & { result: TaskResult }
  /** The task reuses the result of an earlier run. */
  'task.carried': AboutTask & { fromRunId: RunId; agentId: string; result: TaskResult; message: string }
  /** The plan marks the task as done before the run. */
  'task.done_before': AboutTask & { message: string }
  /** A person started the retry before its delay ended. */
  'task.hurried': AboutTask
  'group.opened': AboutTask
  'group.closed': AboutTask & {
    status: 'done' | 'failed'
    result: TaskResult
    /** Failed child with its reason; null: the group is done, or the log is older than this field. */
    message: string | null
  }
}
export type TaskEvent = OneOf<TaskEvents>

/** Cost of an ended attempt; null: nothing was reserved or reported. */
interface Spending {
  readonly spent: Money | null
}

interface AttemptEvents {
  'attempt.started': AboutAttempt & {
    agentId: string
    number: number
    reserved: Money | null
    /** End of the lease of an external worker. */
    leaseUntil: number | null
  }
  /** The attempt continues after a restart. */
  'attempt.resumed': AboutAttempt
  'attempt.progressed': AboutAttempt & {
    percent: number | null
    message: string | null
    metadata: Json
    leaseUntil: number | null
  }
  'attempt.logged': AboutAttempt & {
    number: number
    lines: readonly { readonly level: (typeof logLevels)[number]; readonly text: string }[]
  }
  /** Input of the agent, by its hash. */
  'attempt.given': AboutAttempt & { number: number; input: KeptInput }
  /** The agent reported the cost of the attempt so far. */
  'attempt.metered': AboutAttempt & { spent: Money; reserved: Money }
  'attempt.finished': AboutAttempt &
    Spending & {
      result: TaskResult
      /** The result needs a person's review. */
      review: boolean
    }
  /** Cost of a finished attempt beyond the limit of its task, accepted by a person. */
  'attempt.charged': AboutAttempt & { number: number; agentId: string; spent: Money }
  'attempt.failed': AboutAttempt &
    Spending & {
      failure: Failure
      /** `retry` at `retryAt`; `park`: a gate follows. */
      next: 'fail' | 'retry' | 'park'
      retryAt: number | null
      /** Reason why the task waits; null: no retry follows. */
      waitMessage: string | null
    }
  /** The agent reported that it is blocked. */
  'attempt.blocked': AboutAttempt & Spending & { message: string }
  'attempt.asked': AboutAttempt & Spending & { question: Question }
  'attempt.interrupted': AboutAttempt & Spending & { fate: 'run_again' | 'ask' }
  'attempt.stopping': AboutAttempt & {
    purpose: 'cancel' | 'top_up' | 'fail'
    code: 'cancelled' | 'run_cancelled' | 'over_budget'
    message: string
  }
  'attempt.cancelled': AboutAttempt & Spending & { message: string }
}
export type AttemptEvent = OneOf<AttemptEvents>

interface ApprovalEvents {
  'approval.posted': AboutTask & { approval: Approval }
  /** The content of the approval changed, with a new hash. Answers to the old hash are refused. */
  'approval.changed': AboutApproval & { approval: Approval }
  'approval.voted': AboutApproval & { by: string; answer: ApprovalAnswer; note: string | null }
  'approval.delegated': AboutApproval & { by: string; to: string }
  'approval.reminded': AboutApproval & { remindAt: number }
  'approval.escalated': AboutApproval & { to: string; expiresAt: number }
  'approval.answered': AboutApproval & {
    answer: ApprovalAnswer
    by: string
    note: string | null
    response: Json
  }
  'approval.closed': AboutApproval & { how: 'expired' | 'withdrawn' }
}
export type ApprovalEvent = OneOf<ApprovalEvents>

interface BudgetEvents {
  'budget.set': { account: AccountKey; cap: Money }
  /** A person increased the budget for one task. The amount is reserved until the task starts or ends. */
  'budget.granted': { account: AccountKey; runId: RunId; taskKey: string; amountMinor: number }
  'budget.closed': { account: AccountKey }
  /**
   * Cost of a model call that no other event covers. Counts for the run and the project, even after the run has ended.
   */
  'budget.charged': AboutTask & {
    projectId: string | null
    reason: ChargeReason
    model: string
    /** Null: the cost is unknown. */
    spent: Money | null
  }
  /** The budget refused the start of a task. */
  'budget.refused': AboutTask & {
    account: AccountKey
    /** Null: the cost is unknown. */
    needed: Money | null
    left: Money
    message: string
  }
}
export type BudgetEvent = OneOf<BudgetEvents>

/** A fact in the log. Tables are derived from the events in order of `seq` (E8). */
export type EventBody =
  | PlanEvent
  | RunEvent
  | MergeEvent
  | TaskEvent
  | AttemptEvent
  | ApprovalEvent
  | BudgetEvent

export type EventType = EventBody['type']
export type EventOf<Type extends EventType> = Extract<EventBody, { type: Type }>

export interface StoredEvent {
  readonly seq: number
  readonly at: number
  readonly commandId: CommandId
  readonly body: EventBody
}
