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
 * The state that rules read: agents and open runs, equal to the tables. Only projections change it, by events; it is
 * rebuilt from the tables at start and after a failed transaction.
 */
export interface EngineState {
  agents: Map<string, AgentState>
  runs: Map<RunId, RunState>
  /** Gates that wait for an answer. */
  approvals: Map<ApprovalId, Approval>
  /** Attempts in flight over all runs (E4). */
  live: number
  /** Accounts with a cap. */
  accounts: Map<AccountKey, AccountState>
  /** By agent, when the account that it uses may be used again. Not stored: failures of attempts say it. */
  readonly resets: Map<string, number>
  /** Other names of skills. */
  aliases: Map<string, string>
  /** Due times. An entry may be outdated, so its handler checks again. */
  readonly timers: TimerQueue<Timer>
}

export type Timer =
  | { readonly kind: 'retry' | 'queued'; readonly runId: RunId; readonly taskKey: string }
  | { readonly kind: 'lease'; readonly runId: RunId; readonly taskKey: string }
  /** Wakes the scheduler: an account may be used again. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'approval'; readonly approvalId: ApprovalId }

export interface AgentState {
  agent: Agent
  /** Its skills under all their names: follows from the agent and the aliases, and is not stored. */
  held: HeldSkills
  /** Its attempts in flight (E4). */
  running: number
  /** The open questions of a person; each takes a slot, like an attempt. */
  readonly inbox: Set<ApprovalId>
  /** Tasks promised to it and not started: what spreads a plan over equal agents. */
  promised: number
  /** By skill. */
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
  /** Money given to one task, held for it until it starts or ends; by `<run id>/<task key>`. */
  readonly grants: Map<string, number>
  /** The sum of the grants. Not stored. */
  grantedMinor: number
  /** Ready tasks that it could not pay for, best first; they are looked at again when it has more. */
  readonly refused: ReadyQueue<TaskState>
}

/** The facts of a run that never change. */
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
  /** The event that created the run. */
  readonly createdSeq: number
  readonly isSimulated: boolean
}

export interface RunState extends RunFacts {
  /** The goal of a run that a decider extends; null for a plan. */
  readonly goal: GoalState | null
  /** As the newest `run.settled` says; within a turn `holdOf` knows more. */
  status: RunStatus
  /** The newest of pause and resume. Its column is replayed, so a cancel leaves it as it is. */
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
  /** Blocked tasks that join by `none_failed` and whose dependencies have ended: a handler of a failure may hold them. Not stored. */
  readonly joining: Set<TaskState>
  /** Tasks in `todo` that have an agent and wait for neither an instant nor money, by `bucketOf`. */
  readonly ready: ReadyQueue<TaskState>
  readonly counts: Record<TaskStatus, number>
  /** How many of them are groups. */
  readonly groupCounts: Record<TaskStatus, number>
  live: number
  /** Results that wait for review. */
  reviews: number
  /** The newest event about the run or one of its tasks. */
  changedSeq: number
  /** The newest event about the run itself, stored in its row. */
  ownSeq: number
}

/** A task in its run. */
export interface Placed {
  readonly run: RunState
  readonly task: TaskState
}

export interface GoalState extends Readonly<Goal> {
  /** Decisions made so far. */
  decisions: number
  /** Tasks that have ended and were followed by no decision yet, in the order in which they ended. Not stored. */
  readonly undecided: Set<string>
  /** Decisions by number: the task that each followed and the task that it created. Not stored: the ledger says it. */
  readonly followUps: { readonly after: string; readonly created: string | null }[]
  /** Nothing more is decided: the goal is reached, or given up. Not stored: the last decision and task say it. */
  end: 'reached' | 'given_up' | null
}

type Changing<T> = { -readonly [Key in keyof T]: T[Key] }
type KeptTask = Changing<Omit<StoredTask, 'runId' | 'live' | 'approvalId'>>

/** A task as its row has it, and what follows from other tables: that is not stored. */
export interface TaskState extends KeptTask {
  readonly runId: RunId
  readonly position: number
  /** Tasks that wait for this one, and its children when it is a group. */
  readonly dependents: TaskState[]
  readonly children: TaskState[]
  /** Dependencies it still waits for, plus one while its group is closed. Zero is what lets it start (E1). */
  unmet: number
  live: AttemptState | null
  approvalId: ApprovalId | null
  /** A person whose task it is has answered, and it has not gone on yet: it needs no slot for that. */
  isAnswered: boolean
  /** Agents that gave it back: the answers say it. */
  handedBack: readonly string[]
  /** The part of its result that rules read: conditions of dependents, the summary of its group. */
  kept: TaskResult | null
  /** Files of its result, and what they lack. */
  files: readonly MadeFile[]
  readonly createdAt: number
  /** Remaining longest path in estimated time, itself included. */
  criticalMs: number
  /** How it joins its dependencies, by its definition and what it depends on. */
  join: Join
  /** Its places in the order in which joins are decided (`rankJoins`). */
  startRank: number
  endRank: number
  /** Failure of its newest attempt that ended: the attempt has it. */
  lastFailure: Failure | null
}

type KeptAttempt = Changing<Omit<StoredAttempt, 'runId'>>

export interface AttemptState extends KeptAttempt {
  readonly id: AttemptId
  readonly runId: RunId
  leaseUntil: number | null
  stop: StoredLiveAttempt['stop']
}

/** An attempt in flight: what ends it is not there yet. */
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
