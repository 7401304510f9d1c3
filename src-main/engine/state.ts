import type { ApprovalId, AttemptId, RunId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agent.ts'
import type { Approval } from '#shared/model/approval.ts'
import type { AttemptStatus, Failure, TaskResult } from '#shared/model/attempt.ts'
import type { RunStatus } from '#shared/model/run.ts'
import type { TaskDefinition, TaskStatus, WaitReason } from '#shared/model/task.ts'

/**
 * What the rules decide on: the agents and the runs that are not over, as the tables have them. Only `project.ts`
 * changes it, and only by an event; it is rebuilt from the tables at start and after a failed transaction.
 */
export interface EngineState {
  agents: Map<string, AgentState>
  runs: Map<RunId, RunState>
  /** Gates that wait for an answer. */
  approvals: Map<ApprovalId, Approval>
  /** Attempts in flight over all runs (E4). */
  live: number
}

export interface AgentState {
  agent: Agent
  /** Its attempts in flight (E4). */
  running: number
  /** Tasks promised to it and not started: what spreads a plan over equal agents. */
  promised: number
}

export interface RunState {
  readonly id: RunId
  readonly planKey: string
  readonly title: string
  readonly projectId: string | null
  readonly projectFolder: string | null
  readonly parallelLimit: number
  readonly crew: readonly string[] | null
  readonly createdAt: number
  status: RunStatus
  endedAt: number | null
  readonly tasks: Map<string, TaskState>
  /** Tasks in `todo`: the only ones the scheduler looks at. */
  readonly ready: Set<TaskState>
  readonly counts: Record<TaskStatus, number>
  live: number
  changedSeq: number
}

export interface TaskState {
  readonly runId: RunId
  readonly position: number
  readonly definition: TaskDefinition
  /** Tasks that wait for this one, and its children when it is a group. */
  readonly dependents: TaskState[]
  readonly children: TaskState[]
  status: TaskStatus
  /** Set only where a decision left one (unassigned, skipped, cancelled); the rest is explained from the state. */
  reason: WaitReason | null
  /** Dependencies not done yet, plus one while its group is closed. Zero is what lets it start (E1). */
  unmet: number
  agentId: string | null
  attempts: number
  live: AttemptState | null
  progress: number | null
  approvalId: ApprovalId | null
  startedAt: number | null
  endedAt: number | null
  changedSeq: number
}

export interface AttemptState {
  readonly id: AttemptId
  readonly runId: RunId
  readonly taskKey: string
  readonly number: number
  readonly agentId: string
  readonly startedAt: number
  status: AttemptStatus
  endedAt: number | null
  result: TaskResult | null
  failure: Failure | null
}

export const emptyState = (): EngineState => ({
  agents: new Map(),
  runs: new Map(),
  approvals: new Map(),
  live: 0,
})

export const emptyCounts = (): Record<TaskStatus, number> => ({
  blocked: 0,
  todo: 0,
  awaiting_approval: 0,
  in_progress: 0,
  awaiting_input: 0,
  done: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
})

export interface NewRun {
  readonly id: RunId
  readonly planKey: string
  readonly title: string
  readonly projectId: string | null
  readonly projectFolder: string | null
  readonly parallelLimit: number
  readonly crew: readonly string[] | null
  readonly createdAt: number
  readonly tasks: readonly TaskDefinition[]
}

/** A run as it is born: everything blocked, counters of unmet dependencies set. */
export function createRunState(run: NewRun): RunState {
  const tasks = new Map<string, TaskState>()
  for (const [position, definition] of run.tasks.entries()) {
    tasks.set(definition.key, {
      runId: run.id,
      position,
      definition,
      dependents: [],
      children: [],
      status: 'blocked',
      reason: null,
      unmet: 0,
      agentId: null,
      attempts: 0,
      live: null,
      progress: null,
      approvalId: null,
      startedAt: null,
      endedAt: null,
      changedSeq: 0,
    })
  }
  for (const task of tasks.values()) linkTask(tasks, task)
  return {
    ...run,
    status: 'running',
    endedAt: null,
    tasks,
    ready: new Set(),
    counts: { ...emptyCounts(), blocked: tasks.size },
    live: 0,
    changedSeq: 0,
  }
}

function linkTask(tasks: ReadonlyMap<string, TaskState>, task: TaskState): void {
  for (const key of new Set(task.definition.dependsOn)) {
    tasks.get(key)?.dependents.push(task)
    task.unmet += 1
  }
  if (task.definition.parent !== null) {
    tasks.get(task.definition.parent)?.children.push(task)
    task.unmet += 1
  }
}
