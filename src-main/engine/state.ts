import { type ApprovalId, type AttemptId, attemptId, type RunId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { Approval } from '#shared/model/approval.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import type { Account, AccountKey } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import type { RunOutcome, RunStatus } from '#shared/model/runs/run.ts'
import type { LeftOutPart, MadeFile, RunGap } from '#shared/model/runs/run-outcome.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import type { Join } from '#shared/model/task-definition.ts'
import type { WorkspaceMode } from '#shared/model/workspace.ts'
import type { Competence } from '../assignment/competence.ts'
import { type HeldSkills, heldSkills } from '../assignment/held-skills.ts'
import type { SkillAliases } from '../assignment/skills.ts'
import type { ReadyQueue } from '../scheduling/ready-queue.ts'
import { createTimerQueue, type TimerQueue } from '../scheduling/timer-queue.ts'
import type { StoredAttempt } from '../store/tables/attempts.ts'
import type { StoredLiveAttempt, StoredTask } from '../store/tables/tasks.ts'

/**
 * In-memory state that rules read: agents and open runs, identical to the tables. Only projections change the state,
 * one event at a time. Rebuilt from the tables at startup and after a failed transaction.
 */
export interface EngineState {
  agents: Map<string, AgentState>
  runs: Map<RunId, RunState>
  /** Open approvals. */
  approvals: Map<ApprovalId, Approval>
  /** Attempts in flight across all runs (E4). */
  live: number
  /** Accounts by key, including project accounts without a cap. */
  accounts: Map<AccountKey, AccountState>
  /** Instant from which an agent's account is usable again, by agent id. Not stored; derived from failed attempts. */
  readonly resets: Map<string, number>
  /** Skill aliases: alternative name to skill. */
  aliases: Map<string, string>
  /** Due times. An entry may be outdated, so its handler checks the state again. */
  readonly timers: TimerQueue<Timer>
}

export type Timer =
  | { readonly kind: 'retry' | 'queued'; readonly runId: RunId; readonly taskKey: string }
  | { readonly kind: 'lease'; readonly runId: RunId; readonly taskKey: string }
  /** Wakes the scheduler because an account may be usable again. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'approval'; readonly approvalId: ApprovalId }

export interface AgentState {
  agent: Agent
  /** The agent's skills under all their names. Not stored; derived from the agent and the aliases. */
  held: HeldSkills
  /** The agent's attempts in flight (E4). */
  running: number
  /** Open questions to a person. Each takes a slot, like an attempt. */
  readonly inbox: Set<ApprovalId>
  /** Assigned tasks that have not started. The count balances a plan across equal agents. */
  promised: number
  /** Competence by skill. */
  readonly competences: Map<string, Competence>
  readonly competence: (skill: string) => Competence | null
}

export function createAgentState(agent: Agent, aliases: SkillAliases, known?: AgentState): AgentState {
  const competences = known?.competences ?? new Map<string, Competence>()
  return {
    agent,
    held: heldSkills(agent, aliases),
    running: known?.running ?? 0,
    inbox: known?.inbox ?? new Set(),
    promised: known?.promised ?? 0,
    competences,
    competence: (skill) => competences.get(skill) ?? null,
  }
}

export interface AccountState extends Account {
  capMinor: number | null
  reservedMinor: number
  settledMinor: number
  isClosed: boolean
  /** Money granted to a task and held until the task starts or ends, by `<run id>/<task key>`. */
  readonly grants: Map<string, number>
  /** Sum of `grants`. Not stored. */
  grantedMinor: number
  /** Ready tasks that the account could not pay for, best first. Checked again when the account has more money. */
  readonly refused: ReadyQueue<TaskState>
}

/** Facts of a run that never change. */
export interface RunFacts {
  readonly id: RunId
  readonly planKey: string
  readonly planId: string | null
  readonly title: string
  readonly projectId: string | null
  readonly projectFolder: string | null
  readonly workspace: WorkspaceMode
  readonly parallelLimit: number
  readonly reviewLimit: number | null
  /** IANA name; null: UTC. */
  readonly timeZone: string | null
  readonly crew: readonly string[] | null
  readonly createdAt: number
  /** Sequence number of the event that created the run. */
  readonly createdSeq: number
  readonly isSimulated: boolean
}

export interface RunState extends RunFacts {
  /** Goal of a run that a decider extends; null for a plan. */
  readonly goal: GoalState | null
  /** Status from the latest `run.settled` or `run.stopping` event. Within a turn, `holdOf` is more current. */
  status: RunStatus
  /** Set by the latest pause or resume. The column must be equal after a replay, so a cancel does not reset it. */
  isPaused: boolean
  /** Null until the run has ended. */
  outcome: RunOutcome | null
  gaps: readonly RunGap[]
  gapCount: number | null
  /** Parts of the request that no task covers. */
  leftOut: readonly LeftOutPart[]
  endedAt: number | null
  readonly tasks: Map<string, TaskState>
  readonly todo: Set<TaskState>
  /**
   * Blocked tasks with join `none_failed` whose dependencies have all ended; a failure handler may still delay them.
   * Not stored.
   */
  readonly joining: Set<TaskState>
  /** Tasks in `todo` with an assigned agent that wait for neither a retry time nor money, by `bucketOf`. */
  readonly ready: ReadyQueue<TaskState>
  readonly counts: Record<TaskStatus, number>
  /** Number of groups in `counts`, by status. */
  readonly groupCounts: Record<TaskStatus, number>
  live: number
  /** Results awaiting review. */
  reviews: number
  /** Sequence number of the latest event about the run or one of its tasks. */
  changedSeq: number
  /** Sequence number of the latest event about the run itself. Stored in the run's row. */
  ownSeq: number
}

export interface Placed {
  readonly run: RunState
  readonly task: TaskState
}

export interface GoalState extends Readonly<Goal> {
  decisions: number
  /** Ended tasks that no decision has followed yet, in the order in which they ended. Not stored. */
  readonly undecided: Set<string>
  /**
   * Decisions by number: the task that preceded each and the task that it created. Not stored; derived from the
   * decisions table.
   */
  readonly followUps: { readonly after: string; readonly created: string | null }[]
  /**
   * Set when no further decisions are made: the goal was reached or given up. Not stored; derived from the last
   * decision and task.
   */
  end: 'reached' | 'given_up' | null
}

type Changing<T> = { -readonly [Key in keyof T]: T[Key] }
type KeptTask = Changing<Omit<StoredTask, 'runId' | 'live' | 'approvalId'>>

/** A task as stored in its row, plus facts derived from other tables, which are not stored in the row. */
export interface TaskState extends KeptTask {
  readonly runId: RunId
  readonly position: number
  /** Tasks that depend on this task; `children`: the tasks of a group. */
  readonly dependents: TaskState[]
  readonly children: TaskState[]
  /** Unmet dependencies, plus one while the parent group is closed. The task can start at zero (E1). */
  unmet: number
  live: AttemptState | null
  approvalId: ApprovalId | null
  /** True when the assigned person has answered and the task has not resumed yet. Resuming needs no slot. */
  isAnswered: boolean
  /** Agents that handed the task back; derived from the answers. */
  handedBack: readonly string[]
  /** Part of the result that rules read: for conditions of dependents and the summary of the parent group. */
  kept: TaskResult | null
  /** Files of the result, each with a note of missing content. */
  files: readonly MadeFile[]
  readonly createdAt: number
  /** Longest remaining path in estimated milliseconds, including this task. */
  criticalMs: number
  /** Join rule for the dependencies, from the task's definition and its dependencies. */
  join: Join
  /** Positions of the task's start and end in the order in which joins are decided (`rankJoins`). */
  startRank: number
  endRank: number
  /** Failure of the latest ended attempt; stored with the attempt. */
  lastFailure: Failure | null
}

type KeptAttempt = Changing<Omit<StoredAttempt, 'runId'>>

export interface AttemptState extends KeptAttempt {
  readonly id: AttemptId
  readonly runId: RunId
  leaseUntil: number | null
  stop: StoredLiveAttempt['stop']
}

/** State of an attempt in flight. The fields about its end are null. */
export const attemptOf = (runId: RunId, taskKey: string, live: StoredLiveAttempt): AttemptState => ({
  ...live,
  id: attemptId(runId, taskKey, live.number),
  runId,
  taskKey,
  ...{ endedAt: null, result: null, failure: null, memo: null },
})

export const emptyState = (): EngineState => ({
  agents: new Map(),
  runs: new Map(),
  approvals: new Map(),
  live: 0,
  accounts: new Map(),
  resets: new Map(),
  aliases: new Map(),
  timers: createTimerQueue(),
})
