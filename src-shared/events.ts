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

type PlanEvent =
  | { readonly type: 'agent.registered'; readonly agent: Agent }
  /** Null: the alias means nothing any more. */
  | { readonly type: 'skill.aliased'; readonly alias: string; readonly skill: string | null }
  | {
      readonly type: 'plan.published'
      readonly planId: PlanId
      readonly document: PlanDocument
      /** Nothing keeps it from being run. */
      readonly runnable: boolean
      readonly warnings: readonly ImportWarning[]
      /** The version that it comes after; null: it is the first of its line. */
      readonly replaces: PlanId | null
      readonly label: VersionLabel | null
    }
  /** Nobody wants to see it any more; what names it still finds it. */
  | { readonly type: 'plan.removed'; readonly planId: PlanId }
  /** Removed by mistake: it is listed again. */
  | { readonly type: 'plan.restored'; readonly planId: PlanId }
  | { readonly type: 'project.saved'; readonly project: ProjectFacts }
  | {
      readonly type: 'memory.tagged'
      readonly memoryId: MemoryId
      /** All that it has from then on. */
      readonly tags: readonly string[]
    }
  /** The build log of a run that has ended gets these fields beside those that it has. */
  | {
      readonly type: 'memory.completed'
      readonly memoryId: MemoryId
      readonly result: { readonly [key: string]: Json }
    }
  | { readonly type: 'memory.remembered'; readonly memoryId: MemoryId; readonly entry: MemoryEntry }

/** Of a run that may be over, and of its project: no part of what the run is. */
type MergeEvent =
  /** A person agreed to a merge of its worktrees into the project, as it was shown. */
  | (AboutMerge & {
      readonly type: 'merge.approved'
      readonly target: string
      readonly branch: string | null
      readonly by: string
    })
  /** How it went: the commit that is checked out in the project now, or why the project is as it was. */
  | (AboutMerge & {
      readonly type: 'merge.settled'
      readonly commit: string | null
      readonly message: string | null
    })

export type RunEvent =
  | {
      readonly type: 'run.created'
      readonly runId: RunId
      readonly planKey: string
      /** The published plan that it was started from; null: it was handed in, or is of a sample or a goal. */
      readonly planId: PlanId | null
      readonly title: string
      readonly projectId: string | null
      readonly projectFolder: string | null
      readonly workspace: WorkspaceMode
      readonly parallelLimit: number
      readonly reviewLimit: number | null
      readonly timeZone: string | null
      readonly crew: readonly string[] | null
      readonly budget: Money | null
      readonly goal: Goal | null
      /** Parts of the request that no task of the plan covers. */
      readonly leftOut: readonly LeftOutPart[]
      /** Only simulated agents and people work in it (ADR 0037). */
      readonly isSimulated: boolean
      readonly tasks: readonly TaskDefinition[]
    }
  | { readonly type: 'run.paused'; readonly runId: RunId }
  | { readonly type: 'run.resumed'; readonly runId: RunId }
  /** A person ended it; its agents are told to stop. */
  | { readonly type: 'run.stopping'; readonly runId: RunId }
  | {
      readonly type: 'run.settled'
      readonly runId: RunId
      readonly status: RunStatus
      /** Null: the run goes on, or an older log does not say. */
      readonly outcome: RunOutcome | null
      /** The first of them; `gapCount` counts all. */
      readonly gaps: readonly RunGap[]
      /** Null: the run goes on, or an older log does not say. */
      readonly gapCount: number | null
    }
  /** Parts of the request that no task covers. */
  | {
      readonly type: 'run.parts_left_out'
      readonly runId: RunId
      readonly parts: readonly LeftOutPart[]
    }
  | {
      readonly type: 'tasks.added'
      readonly runId: RunId
      readonly tasks: readonly TaskDefinition[]
      /** Tasks that were there before and now wait for one that was added, too. */
      readonly links: readonly { readonly taskKey: string; readonly dependsOn: string }[]
    }

  /** What a decider said after a task ended, and what became of it. What follows from it comes right after. */
  | (Omit<DecisionRecord, 'runId' | 'at'> & {
      readonly type: 'decision.made'
      readonly runId: RunId
      /** What it cost counts for the run; false: of a time before it did. */
      readonly isBooked: boolean
    })
  /** Promises made as a run is built or grows, in portions. */
  | {
      readonly type: 'tasks.assigned'
      readonly runId: RunId
      readonly assignments: readonly Assignment[]
    }
  /** What one end or one answer freed, in portions. A single task has its own event. */
  | {
      readonly type: 'tasks.ready'
      readonly runId: RunId
      readonly taskKeys: readonly string[]
    }

/** Whom a task is promised to, and what decided it. */
export interface Assignment {
  readonly taskKey: string
  readonly agentId: string
  readonly scorecard: Scorecard
}

export type TaskEvent =
  | (AboutTask & { readonly type: 'task.assigned'; readonly agentId: string; readonly scorecard: Scorecard })
  | (AboutTask & {
      readonly type: 'task.unassigned'
      readonly message: string
      readonly scorecard: Scorecard
    })
  | (AboutTask & {
      readonly type: 'task.edited'
      readonly changes: TaskChanges
      /** How these fields were; null: an older log does not say. */
      readonly before: TaskChanges | null
    })
  | (AboutTask & { readonly type: 'task.ready' })
  /** What its agent reported does not hold it any more; something else may. */
  | (AboutTask & { readonly type: 'task.unblocked' })
  | (AboutTask & {
      readonly type: 'task.skipped'
      readonly code: (typeof skipCodes)[number]
      readonly message: string
    })
  | (AboutTask & {
      readonly type: 'task.cancelled'
      readonly code: (typeof cancelCodes)[number]
      readonly message: string
    })
  /** It ended without an attempt that said so: a clock ran out, or a person said that it failed. */
  | (AboutTask & { readonly type: 'task.failed'; readonly failure: Failure })
  /** A person vouched for its result. */
  | (AboutTask & { readonly type: 'task.accepted'; readonly result: TaskResult })
  /** Its result is taken over from an earlier run, where this agent came to it: it is not done again. */
  | (AboutTask & {
      readonly type: 'task.carried'
      readonly fromRunId: RunId
      readonly agentId: string
      readonly result: TaskResult
    })
  /** Its plan says that it was done before the run. */
  | (AboutTask & { readonly type: 'task.done_before' })
  /** A person did not let it wait until it would be tried again. */
  | (AboutTask & { readonly type: 'task.hurried' })
  | (AboutTask & { readonly type: 'group.opened' })
  | (AboutTask & {
      readonly type: 'group.closed'
      readonly status: 'done' | 'failed'
      readonly result: TaskResult
      /** The child that failed, and why; null: it is done, or an older log does not say. */
      readonly message: string | null
    })

/** What an ended attempt cost; null when nothing was reserved and nothing was reported. */
interface Spending {
  readonly spent: Money | null
}

export type AttemptEvent =
  | (AboutAttempt & {
      readonly type: 'attempt.started'
      readonly agentId: string
      readonly number: number
      readonly reserved: Money | null
      /** Of a worker that pulls its work: it must say something before this. */
      readonly leaseUntil: number | null
    })
  /** The same attempt goes on after a start. */
  | (AboutAttempt & { readonly type: 'attempt.resumed' })
  | (AboutAttempt & {
      readonly type: 'attempt.progressed'
      readonly percent: number | null
      readonly message: string | null
      readonly metadata: Json
      readonly leaseUntil: number | null
    })
  | (AboutAttempt & {
      readonly type: 'attempt.logged'
      readonly number: number
      readonly lines: readonly { readonly level: (typeof logLevels)[number]; readonly text: string }[]
    })
  /** What its agent was sent, by its hash. */
  | (AboutAttempt & {
      readonly type: 'attempt.given'
      readonly number: number
      readonly input: KeptInput
    })
  /** Totals of the attempt so far. */
  | (AboutAttempt & { readonly type: 'attempt.metered'; readonly spent: Money; readonly reserved: Money })
  | (AboutAttempt &
      Spending & {
        readonly type: 'attempt.finished'
        readonly result: TaskResult
        /** Its result waits for a person's review. */
        readonly review: boolean
      })
  /** Cost of a finished attempt beyond the limit of its task, accepted by a person. */
  | (AboutAttempt & {
      readonly type: 'attempt.charged'
      readonly number: number
      readonly agentId: string
      readonly spent: Money
    })
  | (AboutAttempt &
      Spending & {
        readonly type: 'attempt.failed'
        readonly failure: Failure
        /** `retry` at `retryAt`; `park`: a gate follows. */
        readonly next: 'fail' | 'retry' | 'park'
        readonly retryAt: number | null
      })
  /** Its agent says that something holds it. */
  | (AboutAttempt & Spending & { readonly type: 'attempt.blocked'; readonly message: string })
  | (AboutAttempt & Spending & { readonly type: 'attempt.asked'; readonly question: Question })
  | (AboutAttempt &
      Spending & {
        readonly type: 'attempt.interrupted'
        readonly fate: 'run_again' | 'ask'
      })
  | (AboutAttempt & {
      readonly type: 'attempt.stopping'
      readonly purpose: 'cancel' | 'top_up' | 'fail'
      readonly code: 'cancelled' | 'run_cancelled' | 'over_budget'
      readonly message: string
    })
  | (AboutAttempt & Spending & { readonly type: 'attempt.cancelled'; readonly message: string })

export type ApprovalEvent =
  | (AboutTask & { readonly type: 'approval.posted'; readonly approval: Approval })
  /** What it shows changed, and with it its hash: answers to what was shown before are refused. */
  | (AboutApproval & { readonly type: 'approval.changed'; readonly approval: Approval })
  | (AboutApproval & {
      readonly type: 'approval.voted'
      readonly by: string
      readonly answer: ApprovalAnswer
      readonly note: string | null
    })
  | (AboutApproval & { readonly type: 'approval.delegated'; readonly by: string; readonly to: string })
  | (AboutApproval & { readonly type: 'approval.reminded'; readonly remindAt: number })
  | (AboutApproval & { readonly type: 'approval.escalated'; readonly to: string; readonly expiresAt: number })
  | (AboutApproval & {
      readonly type: 'approval.answered'
      readonly answer: ApprovalAnswer
      readonly by: string
      readonly note: string | null
      readonly response: Json
    })
  | (AboutApproval & { readonly type: 'approval.closed'; readonly how: 'expired' | 'withdrawn' })

export type BudgetEvent =
  | { readonly type: 'budget.set'; readonly account: AccountKey; readonly cap: Money }
  /** A person gave more money for one task: it is held for that task until it starts or ends. */
  | {
      readonly type: 'budget.granted'
      readonly account: AccountKey
      readonly runId: RunId
      readonly taskKey: string
      readonly amountMinor: number
    }
  | { readonly type: 'budget.closed'; readonly account: AccountKey }
  /** A question to a model that no other event tells of. It counts for its run and its project, also when both are over. */
  | (AboutTask & {
      readonly type: 'budget.charged'
      readonly projectId: string | null
      readonly reason: ChargeReason
      readonly model: string
      /** Null: nobody knows. */
      readonly spent: Money | null
    })
  /** The receipt of a claim that money did not allow. */
  | (AboutTask & {
      readonly type: 'budget.refused'
      readonly account: AccountKey
      /** Null: nobody knows what it would cost. */
      readonly needed: Money | null
      readonly left: Money
      readonly message: string
    })

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
