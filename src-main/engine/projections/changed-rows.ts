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
import type {
  AccountState,
  AgentState,
  AttemptState,
  EngineState,
  Placed,
  RunState,
  TaskState,
} from '../state.ts'

/** Rows that events made stale. Each is written once per turn, in its final form. */
export const createTouched = () => ({
  agents: new Set<AgentState>(),
  runs: new Set<RunState>(),
  newRuns: new Set<RunState>(),
  /** Runs with a changed task. A run's own row is written only if its status changes. */
  moved: new Set<RunState>(),
  tasks: new Set<TaskState>(),
  /** Lists of consecutive new tasks, each list from one run. */
  newTasks: list<readonly TaskState[]>(),
  definitions: new Set<TaskState>(),
  endedAttempts: list<AttemptState>(),
  /** Costs added to attempts that had already ended. */
  chargedAttempts: list<EventOf<'attempt.charged'>>(),
  approvals: new Map<string, Approval>(),
  accounts: new Set<AccountState>(),
  transactions: list<Transaction>(),
  settlements: list<Settlement>(),
  competences: new Map<string, StoredCompetence>(),
  aliases: list<{ alias: string; skill: string | null }>(),
  plans: list<EventOf<'plan.published'> & { at: number }>(),
  /** Plans that were removed from the list, or restored. */
  listedPlans: list<{ planId: PlanId; removedAt: number | null }>(),
  projects: new Map<string, ProjectFacts & { readonly createdAt: number }>(),
  memory: list<{ memoryId: MemoryId; entry: MemoryEntry }>(),
  completedMemory: list<{ memoryId: MemoryId; result: { readonly [key: string]: Json } }>(),
  memoryTags: new Map<MemoryId, readonly string[]>(),
  lines: list<LogLine & { runId: RunId; line: number }>(),
  inputs: list<StoredInput>(),
  decisions: list<DecisionRecord>(),
})
export type Touched = ReturnType<typeof createTouched>

const list = <T>(): T[] => []

/** An event about a task, with the state that it changes and the rows that it makes stale. */
export interface TaskEventContext extends Placed {
  readonly state: EngineState
  readonly event: StoredEvent
  readonly touched: Touched
}

export function touch(
  { event, run, touched }: Pick<TaskEventContext, 'event' | 'run' | 'touched'>,
  task: TaskState,
): void {
  task.changedSeq = event.seq
  run.changedSeq = event.seq
  touched.tasks.add(task)
  touched.moved.add(run)
}
