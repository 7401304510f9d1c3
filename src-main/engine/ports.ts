import type { AttemptId, RunId } from '#shared/ids.ts'
import type { Agent, AgentKind } from '#shared/model/agents/agent.ts'
import type { Check } from '#shared/model/check.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { AttemptInput, Failure, logLevels, Question, TaskResult } from '#shared/model/runs/attempt.ts'
import type { TaskStatus } from '#shared/model/task.ts'

/** The input of an attempt: the task, its agent and the results of its dependencies. Texts in it are data. */
export interface AttemptContext {
  readonly runId: RunId
  readonly attemptId: AttemptId
  readonly taskKey: string
  /** From 1. */
  readonly attemptNumber: number
  /** The same for every attempt at this task: a target that honours it does the work once. */
  readonly idempotencyKey: string
  readonly agent: Agent
  readonly title: string
  readonly description: string
  readonly requiredSkills: readonly string[]
  readonly dependencies: readonly {
    readonly key: string
    readonly title: string
    /** The type of agent that it asked for; absent: any. */
    readonly agentType?: string
    readonly description: string
    readonly status: TaskStatus
    /** Read from the store when it is looked at. */
    readonly result: TaskResult | null
  }[]
  /** Answers of people to questions of earlier attempts at this task, oldest first. */
  readonly answers: readonly {
    readonly question: string
    readonly text: string | null
    readonly values: Json
    /** The answer to a permission; absent for other questions. */
    readonly isAllowed?: boolean
  }[]
  /** The memo of the last attempt that asked a question. */
  readonly memo: Json
  /** The checks of the result. */
  readonly doneWhen: readonly Check[]
  /** Why the attempt before this one failed. */
  readonly lastFailure: Failure | null
  /** The attempt started before a restart of Switchyard. Only `resumable` agents get true. */
  readonly isResumed: boolean
  /** An earlier attempt came to a result that does not count: a person wants another, or its checks were not met. */
  readonly isRedone: boolean
  readonly projectId: string | null
  /** Absolute; built-in agents may read files below it and nothing else. */
  readonly projectFolder: string | null
  readonly workspace: WorkspaceRequest
}

/** Where it is to work. A worktree of a task begins with what the tasks `after` which it comes have come to. */
export type WorkspaceRequest =
  | { readonly mode: 'folder' }
  | { readonly mode: 'worktree' }
  | { readonly mode: 'task_worktree'; readonly after: readonly string[] }

/** A signal of a running attempt. `result`, `failure` and `question` are the last one; later signals are ignored. */
export type AttemptSignal =
  | { readonly type: 'log'; readonly level: (typeof logLevels)[number]; readonly text: string }
  | { readonly type: 'progress'; readonly percent: number }
  /** A sign of life, and nothing more. */
  | { readonly type: 'alive' }
  /** The input that the agent is about to receive. It is stored before it is sent. It is no sign of life. */
  | { readonly type: 'given'; readonly input: AttemptInput }
  /** The total cost of this attempt so far. */
  | { readonly type: 'usage'; readonly spent: Money }
  /** Ends the attempt without a slot held: the answer comes with the next one. */
  | { readonly type: 'question'; readonly question: Question }
  | { readonly type: 'result'; readonly result: TaskResult }
  | { readonly type: 'failure'; readonly failure: Failure }

/** Connects one kind of agent. An adapter translates between the agent and these signals, and decides nothing. */
export interface AgentAdapter {
  readonly kind: AgentKind
  /** Must end soon after `signal` aborts. A throw is an `agent_error` failure. */
  start(context: AttemptContext, signal: AbortSignal): AsyncIterable<AttemptSignal>
  /**
   * Ends what it keeps alive for a task whose attempt asked a question: there will be no next attempt, or the app closes.
   * The task is named by its `idempotencyKey`.
   */
  release?(task: string): Promise<void>
}

/** A result that is not taken at its word. */
export interface Verification {
  readonly context: AttemptContext
  readonly result: TaskResult
  /** By the attempt so far; what its checks spend comes on top. */
  readonly spent: Money | null
  readonly signal: AbortSignal
}

/** Looks at each check of the task. The last signal is the result with what they came to, or an `unverified` failure. */
export type Verify = (verification: Verification) => AsyncIterable<AttemptSignal>
