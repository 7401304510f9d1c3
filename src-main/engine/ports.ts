import type { AttemptId, RunId } from '#shared/ids.ts'
import type { Agent, AgentKind } from '#shared/model/agents/agent.ts'
import type { Check } from '#shared/model/check.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { AttemptInput, Failure, logLevels, Question, TaskResult } from '#shared/model/runs/attempt.ts'
import type { TaskStatus } from '#shared/model/task.ts'

/** What an attempt is given: the task, who does it, and what its dependencies produced. Text in it is data. */
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
  /** What people answered to questions of earlier attempts at this task, oldest first. */
  readonly answers: readonly {
    readonly question: string
    readonly text: string | null
    readonly values: Json
    /** Of a permission, whether it was given; absent for all other questions. */
    readonly isAllowed?: boolean
  }[]
  /** What the last attempt that asked wanted to be handed again. */
  readonly memo: Json
  /** What will be looked at before its result counts. */
  readonly doneWhen: readonly Check[]
  /** Why the attempt before this one failed. */
  readonly lastFailure: Failure | null
  /** This attempt began before the program was started anew; only an agent that is `resumable` is told so. */
  readonly isResumed: boolean
  /** An earlier attempt came to a result that does not count: a person wants another, or its checks were not met. */
  readonly isRedone: boolean
  readonly projectId: string | null
  /** Absolute; built-in agents may read files below it and nothing else. */
  readonly projectFolder: string | null
  readonly workspace: WorkspaceWish
}

/** Where it is to work. A worktree of a task begins with what the tasks `after` which it comes have come to. */
export type WorkspaceWish =
  | { readonly mode: 'folder' }
  | { readonly mode: 'worktree' }
  | { readonly mode: 'task_worktree'; readonly after: readonly string[] }

/** What an attempt says while it runs. The last one is `result`, `failure` or `question`; what follows is ignored. */
export type AttemptSignal =
  | { readonly type: 'log'; readonly level: (typeof logLevels)[number]; readonly text: string }
  | { readonly type: 'progress'; readonly percent: number }
  /** A sign of life, and nothing more. */
  | { readonly type: 'alive' }
  /** What its agent is about to be sent, said before it is: whoever goes on after it knows that it is kept. No sign of life. */
  | { readonly type: 'given'; readonly input: AttemptInput }
  /** What this attempt has spent so far, in all. */
  | { readonly type: 'usage'; readonly spent: Money }
  /** Ends the attempt without a slot held: the answer comes with the next one. */
  | { readonly type: 'question'; readonly question: Question }
  | { readonly type: 'result'; readonly result: TaskResult }
  | { readonly type: 'failure'; readonly failure: Failure }

/** One kind of agent. An adapter translates between its world and these signals; it decides nothing. */
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
