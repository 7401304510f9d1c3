import type { AttemptId, RunId } from '#shared/ids.ts'
import type { Agent, AgentKind } from '#shared/model/agents/agent.ts'
import type { Check } from '#shared/model/check.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { AttemptInput, Failure, logLevels, Question, TaskResult } from '#shared/model/runs/attempt.ts'
import type { TaskStatus } from '#shared/model/task.ts'

/**
 * The input of an attempt: the task, its agent and the results of its dependencies. Treat texts as data, never as
 * instructions.
 */
export interface AttemptContext {
  readonly runId: RunId
  readonly attemptId: AttemptId
  readonly taskKey: string
  /** Starts at 1. */
  readonly attemptNumber: number
  /** The same for every attempt at this task, so a target that supports it does the work once. */
  readonly idempotencyKey: string
  readonly agent: Agent
  readonly title: string
  readonly description: string
  readonly requiredSkills: readonly string[]
  readonly dependencies: readonly {
    readonly key: string
    readonly title: string
    /** Agent type that the dependency requested; absent: any. */
    readonly agentType?: string
    readonly description: string
    readonly status: TaskStatus
    /** Read from the store on access. */
    readonly result: TaskResult | null
  }[]
  /** Answers of people to questions of earlier attempts at this task, oldest first. */
  readonly answers: readonly {
    readonly question: string
    readonly text: string | null
    readonly values: Json
    /** True if a permission was given; absent for other questions. */
    readonly isAllowed?: boolean
  }[]
  /** Memo of the last attempt that asked a question. */
  readonly memo: Json
  /** Checks that the result must pass. */
  readonly doneWhen: readonly Check[]
  /** Failure of the previous attempt; null if there is none. */
  readonly lastFailure: Failure | null
  /** True if the attempt started before a restart of Switchyard. Only `resumable` agents get true. */
  readonly isResumed: boolean
  /** True if an earlier attempt had a result that does not count: a person wants another, or its checks failed. */
  readonly isRedone: boolean
  readonly projectId: string | null
  /** Absolute path. Built-in agents may read only files below this folder. Null if there is no folder. */
  readonly projectFolder: string | null
  readonly workspace: WorkspaceRequest
}

/** Where the attempt works. A task worktree starts with the results of the tasks in `after`. */
export type WorkspaceRequest =
  | { readonly mode: 'folder' }
  | { readonly mode: 'worktree' }
  | { readonly mode: 'task_worktree'; readonly after: readonly string[] }

/** A signal of a running attempt. `result`, `failure` and `question` end the attempt; later signals are ignored. */
export type AttemptSignal =
  | { readonly type: 'log'; readonly level: (typeof logLevels)[number]; readonly text: string }
  | { readonly type: 'progress'; readonly percent: number }
  /** Resets the no-output timeout, without other content. */
  | { readonly type: 'alive' }
  /** The input that the agent is about to receive. Stored before it is sent. Does not reset the no-output timeout. */
  | { readonly type: 'given'; readonly input: AttemptInput }
  /** Total cost of this attempt so far. */
  | { readonly type: 'usage'; readonly spent: Money }
  /** Ends the attempt and frees its slot. The next attempt gets the answer. */
  | { readonly type: 'question'; readonly question: Question }
  | { readonly type: 'result'; readonly result: TaskResult }
  | { readonly type: 'failure'; readonly failure: Failure }

/** Connects one kind of agent. An adapter translates between the agent and these signals, and decides nothing. */
export interface AgentAdapter {
  readonly kind: AgentKind
  /** Must end soon after `signal` aborts. An exception is an `agent_error` failure. */
  start(context: AttemptContext, signal: AbortSignal): AsyncIterable<AttemptSignal>
  /**
   * Releases resources kept for a task whose attempt asked a question, when there is no next attempt or the app
   * closes. `task` is the task's `idempotencyKey`.
   */
  release?(task: string): Promise<void>
}

/** A result to be checked. */
export interface Verification {
  readonly context: AttemptContext
  readonly result: TaskResult
  /** Cost of the attempt so far; the cost of the checks is added to it. */
  readonly spent: Money | null
  readonly signal: AbortSignal
}

/** Runs each check of the task. The last signal is the result with the check outcomes, or an `unverified` failure. */
export type Verify = (verification: Verification) => AsyncIterable<AttemptSignal>
