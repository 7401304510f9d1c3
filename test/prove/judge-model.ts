import { present } from '../../src-shared/assert.ts'
import type { EventBody, StoredEvent } from '../../src-shared/events.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import type { Json } from '../../src-shared/model/json.ts'
import type { Money } from '../../src-shared/model/money.ts'
import type { TaskStatus } from '../../src-shared/model/task.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'

/**
 * What the judge of logs believes: a second, small engine that only listens. It shares the words of events with the
 * first one and none of its code.
 */
export interface Attempt {
  readonly id: string
  readonly runId: string
  readonly taskKey: string
  readonly agentId: string
  reserved: Money | null
  /** What it was told to stop for. */
  stop: string | null
  leaseUntil: number | null
  /** Whether something was said of it since the last start of the program (E9). */
  hasFate: boolean
}

export interface Gate {
  approval: Approval
  readonly voters: Set<string>
  /** How it ended; null while it is open. */
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
  /** Its agent says that something holds it. */
  isReported: boolean
  /** Money refused it, and nothing changed since. */
  isRefused: boolean
  /** An approval of this kind must follow. */
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
  /** Null: its plan says what comes next. */
  readonly goal: Goal | null
  isPaused: boolean
  isStopping: boolean
  status: string
  isOver: boolean
}

export interface Goal {
  /** Tasks that ended and were followed by no decision yet. */
  readonly undecided: Set<string>
  decisions: number
  readonly followUps: { readonly after: string; readonly created: string | null }[]
  end: 'reached' | 'given up' | null
}

export interface Account {
  readonly key: string
  readonly currency: string
  /** Null: only counted. */
  cap: number | null
  reserved: number
  settled: number
  /** Spent beyond reservations: what may go over the cap. */
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
  /** `run/task#number` -> what moved, by kind. */
  readonly movements: Map<string, Record<string, number>>
  /** How often each thing happened. */
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

/** An event with what it is about. */
export interface Step<Body extends EventBody = EventBody> {
  readonly model: Model
  readonly event: StoredEvent
  readonly body: Body
  readonly run: Run
  readonly task: Task
  /** For messages. */
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

/** Results that wait for review. */
export const reviewsOf = (run: Run): number =>
  [...run.tasks.values()].filter(({ gate }) => gate?.end === null && gate.approval.kind === 'result_review')
    .length
