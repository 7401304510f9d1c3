import type { EventOf, StoredEvent } from '#shared/events.ts'
import type { MemoryId, PlanId, RunId } from '#shared/ids.ts'
import type { Approval } from '#shared/model/approval.ts'
import type { DecisionRecord } from '#shared/model/decisions/decision.ts'
import type { Json } from '#shared/model/json.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { Transaction } from '#shared/model/money.ts'
import type { ProjectFacts } from '#shared/model/project.ts'
import type { LogLine } from '#shared/model/runs/attempt.ts'
import type { Settlement } from '../../store/queries/spending.ts'
import type { StoredInput } from '../../store/tables/attempt-inputs.ts'
import type { StoredCompetence } from '../../store/tables/skills.ts'
import type { AccountState, AgentState, AttemptState, EngineState, RunState, TaskState } from '../state.ts'

/** The rows that events made stale; each is written once per turn, in its last form. */
export interface Touched {
  readonly agents: Set<AgentState>
  readonly runs: Set<RunState>
  readonly newRuns: Set<RunState>
  /** Runs of which a task changed: their own row is stale only when their status is. */
  readonly moved: Set<RunState>
  readonly tasks: Set<TaskState>
  /** In lists of tasks of one run that follow each other. */
  readonly newTasks: (readonly TaskState[])[]
  /** Tasks whose definition was edited. */
  readonly definitions: Set<TaskState>
  readonly endedAttempts: AttemptState[]
  /** Added to what ended attempts cost. */
  readonly chargedAttempts: EventOf<'attempt.charged'>[]
  readonly approvals: Map<string, Approval>
  readonly accounts: Set<AccountState>
  readonly transactions: Transaction[]
  readonly settlements: Settlement[]
  readonly competences: Map<string, StoredCompetence>
  readonly aliases: { alias: string; skill: string | null }[]
  readonly plans: (EventOf<'plan.published'> & { at: number })[]
  /** Plans that are listed no more, or again. */
  readonly listedPlans: { planId: PlanId; removedAt: number | null }[]
  readonly projects: Map<string, ProjectFacts & { readonly createdAt: number }>
  readonly memory: { memoryId: MemoryId; entry: MemoryEntry }[]
  readonly completedMemory: { memoryId: MemoryId; result: { readonly [key: string]: Json } }[]
  readonly memoryTags: Map<MemoryId, readonly string[]>
  readonly lines: (LogLine & { runId: RunId; line: number })[]
  readonly inputs: StoredInput[]
  readonly decisions: DecisionRecord[]
}

export const createTouched = (): Touched => ({
  agents: new Set(),
  runs: new Set(),
  newRuns: new Set(),
  moved: new Set(),
  tasks: new Set(),
  newTasks: [],
  definitions: new Set(),
  endedAttempts: [],
  chargedAttempts: [],
  approvals: new Map(),
  accounts: new Set(),
  transactions: [],
  settlements: [],
  competences: new Map(),
  aliases: [],
  plans: [],
  listedPlans: [],
  projects: new Map(),
  memory: [],
  completedMemory: [],
  memoryTags: new Map(),
  lines: [],
  inputs: [],
  decisions: [],
})

/** What an event about a task changes, and where. */
export interface Scene {
  readonly state: EngineState
  readonly event: StoredEvent
  readonly run: RunState
  readonly task: TaskState
  readonly touched: Touched
}

export function touch(
  { event, run, touched }: Pick<Scene, 'event' | 'run' | 'touched'>,
  task: TaskState,
): void {
  task.changedSeq = event.seq
  run.changedSeq = event.seq
  touched.tasks.add(task)
  touched.moved.add(run)
}
