import type { ApprovalId, AttemptId, CommandId, MemoryId, PlanId, RunId } from './ids.ts'
import type { Agent, Scorecard } from './model/agents/agent.ts'
import type { Approval, ApprovalAnswer } from './model/approval.ts'
import type { WorkspaceMode } from './model/changes.ts'
import type { DecisionRecord, Goal } from './model/decisions/decision.ts'
import type { Json } from './model/json.ts'
import type { MemoryEntry } from './model/memory.ts'
import type { AccountKey, ChargeReason, Money } from './model/money.ts'
import type { ImportWarning, PlanDocument, VersionLabel } from './model/plan.ts'
import type { ProjectFacts } from './model/project.ts'
import type { Failure, KeptInput, logLevels, Question, TaskResult } from './model/runs/attempt.ts'
import type { RunOutcome, RunStatus } from './model/runs/run.ts'
import type { LeftOutPart, RunGap } from './model/runs/run-outcome.ts'
import type { cancelCodes, skipCodes, TaskChanges, TaskDefinition } from './model/task.ts'

/** The union of what the map describes, each told apart by its `type`. */
export type OneOf<Facts> = {
  [Type in keyof Facts]: { readonly type: Type } & Readonly<Facts[Type]>
}[keyof Facts]

interface AboutTask {
  readonly runId: RunId
  readonly taskKey: string
}
interface AboutMerge {
  readonly runId: RunId
  /** The key of the only task whose work it is; null: all of the run. */
  readonly only: string | null
  /** Of what was shown. */
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
  /** Null: the alias means nothing any more. */
  'skill.aliased': { alias: string; skill: string | null }
  'plan.published': {
    planId: PlanId
    document: PlanDocument
    /** Nothing keeps it from being run. */
    runnable: boolean
    warnings: readonly ImportWarning[]
    /** The version that it comes after; null: it is the first of its line. */
    replaces: PlanId | null
    label: VersionLabel | null
  }
  /** Nobody wants to see it any more; what names it still finds it. */
  'plan.removed': { planId: PlanId }
  /** Removed by mistake: it is listed again. */
  'plan.restored': { planId: PlanId }
  'project.saved': { project: ProjectFacts }
  'memory.tagged': {
    memoryId: MemoryId
    /** All that it has from then on. */
    tags: readonly string[]
  }
  /** The build log of a run that has ended gets these fields beside those that it has. */
  'memory.completed': { memoryId: MemoryId; result: { readonly [key: string]: Json } }
  'memory.remembered': { memoryId: MemoryId; entry: MemoryEntry }
}
type PlanEvent = OneOf<PlanEvents>

/** Of a run that may be over, and of its project: no part of what the run is. */
interface MergeEvents {
  /** A person agreed to a merge of its worktrees into the project, as it was shown. */
  'merge.approved': AboutMerge & { target: string; branch: string | null; by: string }
  /** How it went: the commit that is checked out in the project now, or why the project is as it was. */
  'merge.settled': AboutMerge & { commit: string | null; message: string | null }
}
type MergeEvent = OneOf<MergeEvents>

interface RunEvents {
  'run.created': {
    runId: RunId
    planKey: string
    /** The published plan that it was started from; null: it was handed in, or is of a sample or a goal. */
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
    /** Only simulated agents and people work in it (ADR 0037). */
    isSimulated: boolean
    tasks: readonly TaskDefinition[]
  }
  'run.paused': { runId: RunId }
  'run.resumed': { runId: RunId }
  /** A person ended it; its agents are told to stop. */
  'run.stopping': { runId: RunId }
  'run.settled': {
    runId: RunId
    status: RunStatus
    /** Null: the run goes on, or an older log does not say. */
    outcome: RunOutcome | null
    /** The first of them; `gapCount` counts all. */
    gaps: readonly RunGap[]
    /** Null: the run goes on, or an older log does not say. */
    gapCount: number | null
  }
  /** Parts of the request that no task covers. */
  'run.parts_left_out': { runId: RunId; parts: readonly LeftOutPart[] }
  'tasks.added': {
    runId: RunId
    tasks: readonly TaskDefinition[]
    /** Tasks that were there before and now wait for one that was added, too. */
    links: readonly { readonly taskKey: string; readonly dependsOn: string }[]
  }
  /** What a decider said after a task ended, and what became of it. What follows from it comes right after. */
  'decision.made': Omit<DecisionRecord, 'runId' | 'at'> & {
    runId: RunId
    /** What it cost counts for the run; false: of a time before it did. */
    isBooked: boolean
  }
  /** Promises made as a run is built or grows, in portions. */
  'tasks.assigned': { runId: RunId; assignments: readonly Assignment[] }
  /** What one end or one answer freed, in portions. A single task has its own event. */
  'tasks.ready': { runId: RunId; taskKeys: readonly string[] }
}
export type RunEvent = OneOf<RunEvents>

/** Whom a task is promised to, and what decided it. */
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
    /** How these fields were; null: an older log does not say. */
    before: TaskChanges | null
  }
  'task.ready': AboutTask
  /** What its agent reported does not hold it any more; something else may. */
  'task.unblocked': AboutTask
  'task.skipped': AboutTask & { code: (typeof skipCodes)[number]; message: string }
  'task.cancelled': AboutTask & { code: (typeof cancelCodes)[number]; message: string }
  /** It ended without an attempt that said so: a clock ran out, or a person said that it failed. */
  'task.failed': AboutTask & { failure: Failure }
  /** A person vouched for its result. */
  'task.accepted': AboutTask & { result: TaskResult }
  /** Its result is taken over from an earlier run, where this agent came to it: it is not done again. */
  'task.carried': AboutTask & { fromRunId: RunId; agentId: string; result: TaskResult }
  /** Its plan says that it was done before the run. */
  'task.done_before': AboutTask
  /** A person did not let it wait until it would be tried again. */
  'task.hurried': AboutTask
  'group.opened': AboutTask
  'group.closed': AboutTask & {
    status: 'done' | 'failed'
    result: TaskResult
    /** The child that failed, and why; null: it is done, or an older log does not say. */
    message: string | null
  }
}
export type TaskEvent = OneOf<TaskEvents>

/** What an ended attempt cost; null when nothing was reserved and nothing was reported. */
interface Spending {
  readonly spent: Money | null
}

interface AttemptEvents {
  'attempt.started': AboutAttempt & {
    agentId: string
    number: number
    reserved: Money | null
    /** Of a worker that pulls its work: it must say something before this. */
    leaseUntil: number | null
  }
  /** The same attempt goes on after a start. */
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
  /** What its agent was sent, by its hash. */
  'attempt.given': AboutAttempt & { number: number; input: KeptInput }
  /** Totals of the attempt so far. */
  'attempt.metered': AboutAttempt & { spent: Money; reserved: Money }
  'attempt.finished': AboutAttempt &
    Spending & {
      result: TaskResult
      /** Its result waits for a person's review. */
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
    }
  /** Its agent says that something holds it. */
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
  /** What it shows changed, and with it its hash: answers to what was shown before are refused. */
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
  /** A person gave more money for one task: it is held for that task until it starts or ends. */
  'budget.granted': { account: AccountKey; runId: RunId; taskKey: string; amountMinor: number }
  'budget.closed': { account: AccountKey }
  /** A question to a model that no other event tells of. It counts for its run and its project, also when both are over. */
  'budget.charged': AboutTask & {
    projectId: string | null
    reason: ChargeReason
    model: string
    /** Null: nobody knows. */
    spent: Money | null
  }
  /** The receipt of a claim that money did not allow. */
  'budget.refused': AboutTask & {
    account: AccountKey
    /** Null: nobody knows what it would cost. */
    needed: Money | null
    left: Money
    message: string
  }
}
export type BudgetEvent = OneOf<BudgetEvents>

/** One fact of the log. The tables are a function of these, in order of `seq`, and of nothing else (E8). */
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
