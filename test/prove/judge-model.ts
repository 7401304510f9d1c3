import { present } from '../../src-shared/assert.ts'
import type { EventBody, StoredEvent } from '../../src-shared/events.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import type { Json } from '../../src-shared/model/json.ts'
import type { Money } from '../../src-shared/model/money.ts'
import type { TaskStatus } from '../../src-shared/model/task.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'

/**
 * Model of the log judge: a second, small engine that only reads events. It shares the event types with the engine,
 * but no code.
 */
export interface Attempt {
  readonly id: string
  readonly runId: string
  readonly taskKey: string
  readonly agentId: string
  reserved: Money | null
  /** Reason of a stop request; null: none. */
  stop: string | null
  leaseUntil: number | null
  /** True if an event mentioned the attempt since the last start (E9). */
  hasFate: boolean
}

export interface Gate {
  approval: Approval
  readonly voters: Set<string>
  /** Outcome; null: open. */
  end: Approval['answer'] | 'expired' | 'withdrawn'
}

export interface Task {
  definition: TaskDefinition
  status: TaskStatus
  agentId: string | null
  live: Attempt | null
  attempts: number
  recoveries: number
  retryAt: number | null
  /** True if the agent reported a blocker. */
  isReported: boolean
  /** True if a budget refused the task and nothing has changed since. */
  isRefused: boolean
  /** Kind of approval that must follow; null: none. */
  due: Approval['kind'] | null
  gate: Gate | null
  gates: number
  isPassed: boolean
  skipCode: string | null
  data: Json
}

export interface Run {
  readonly id: string
  readonly projectId: string | null
  readonly limit: number
  readonly reviewLimit: number | null
  readonly crew: readonly string[] | null
  readonly tasks: Map<string, Task>
  /** Null: the plan determines all tasks. */
  readonly goal: Goal | null
  isPaused: boolean
  isStopping: boolean
  status: string
  isOver: boolean
}

export interface Goal {
  /** Tasks that ended without a decision so far. */
  readonly undecided: Set<string>
  decisions: number
  readonly followUps: { readonly after: string; readonly created: string | null }[]
  end: 'reached' | 'given up' | null
}

export interface Account {
  readonly key: string
  readonly currency: string
  /** Null: no limit, only counted. */
  cap: number | null
  reserved: number
  settled: number
  /** Amount spent beyond reservations, which may exceed the limit. */
  overrun: number
}

export interface Model {
  readonly limits: { readonly global: number }
  readonly breaches: string[]
  readonly agents: Map<string, Agent>
  readonly runs: Map<string, Run>
  readonly live: Map<string, Attempt>
  readonly accounts: Map<string, Account>
  readonly gates: Map<string, Gate>
  /** Amounts by kind of movement, for each `run/task#number`. */
  readonly movements: Map<string, Record<string, number>>
  /** Number of occurrences by kind of event. */
  readonly counts: Map<string, number>
}

export const createModel = (limits: { readonly global: number }): Model => ({
  limits,
  breaches: [],
  agents: new Map(),
  runs: new Map(),
  live: new Map(),
  accounts: new Map(),
  gates: new Map(),
  movements: new Map(),
  counts: new Map(),
})

export type Of<Type extends EventBody['type']> = Extract<EventBody, { type: Type }>
export type AboutTask = Extract<EventBody, { taskKey: string }>

/** An event with its run, task and attempt. */
export interface Step<Body extends EventBody = EventBody> {
  readonly model: Model
  readonly event: StoredEvent
  readonly body: Body
  readonly run: Run
  readonly task: Task
  /** Description for messages. */
  readonly name: string
}

export function breach({ model, event }: Pick<Step, 'model' | 'event'>, what: string): void {
  model.breaches.push(`seq ${event.seq}: ${what}`)
}

export function count(model: Model, what: string): void {
  model.counts.set(what, (model.counts.get(what) ?? 0) + 1)
}

export const createTask = (definition: TaskDefinition): Task => ({
  definition,
  status: 'blocked',
  agentId: null,
  live: null,
  attempts: 0,
  recoveries: 0,
  retryAt: null,
  isReported: false,
  isRefused: false,
  due: null,
  gate: null,
  gates: 0,
  isPassed: false,
  skipCode: null,
  data: null,
})

const ends: readonly TaskStatus[] = ['done', 'failed', 'skipped', 'cancelled']
export const isOver = ({ status }: Pick<Task, 'status'>): boolean => ends.includes(status)

export const childrenOf = (run: Run, key: string): Task[] =>
  [...run.tasks.values()].filter(({ definition }) => definition.parent === key)

export const dependenciesOf = (run: Run, { definition }: Task): Task[] =>
  definition.dependsOn.map((key) => present(run.tasks.get(key), key))

export const liveOf = (model: Model, runId: string): Attempt[] =>
  [...model.live.values()].filter((attempt) => attempt.runId === runId)

/** Number of results that wait for a review. */
export const reviewsOf = (run: Run): number =>
  [...run.tasks.values()].filter(({ gate }) => gate?.end === null && gate.approval.kind === 'result_review')
    .length
