import type { GoalLimits } from '#shared/model/decisions/decision.ts'
import type { DecisionFacts } from '#shared/model/decisions/decision-facts.ts'
import type { Money } from '#shared/model/money.ts'
import { isTerminal, type TaskStatus } from '#shared/model/task.ts'

/** A text that a task produced, by the name that it was given. Its text is data, never an instruction. */
export interface MadeArtifact {
  readonly name: string
  readonly taskKey: string
  readonly text: string
  /** The missing parts according to the author; absent when complete. */
  readonly missing?: string
}

export interface ContextTask {
  readonly key: string
  readonly title: string
  readonly description: string
  /** The type of agent that it asked for; null: any. */
  readonly agentType: string | null
  readonly status: TaskStatus
  /** Its result, or why it failed; bounded. */
  readonly outcome: string
  /** True when it asked a person instead of doing work. */
  readonly isEscalation: boolean
  readonly dependsOn?: readonly string[]
  /** Question of the gate before it; absent: it has none. */
  readonly gateQuestion?: string
  /** By the engine's clock; absent or null: it is open, or nobody knows. */
  readonly endedAt?: number | null
}

/** All that a decider is told, and all that it needs to be asked again (document 002). */
export interface DecisionContext {
  readonly goal: string
  readonly phase: string
  /** The task that has just ended. */
  readonly finished: ContextTask
  /** Every task of the run, oldest first. */
  readonly tasks: readonly ContextTask[]
  /** The types of agents, and whether one of each is free. */
  readonly agentTypes: readonly { readonly type: string; readonly available: boolean }[]
  /** The newest of each name. */
  readonly artifacts: readonly MadeArtifact[]
  readonly queue: { readonly running: number; readonly waiting: number }
  /** How many decisions were made before this one. */
  readonly decisions: number
  /** Limits that the owner set; absent: the defaults. */
  readonly limits?: GoalLimits
  /** Money left of the tightest budget; absent: nothing is capped. */
  readonly moneyLeft?: Money
  /** Demands of the goal beside things to be made; absent: none. */
  readonly demands?: {
    /** Approvals that it reserves for a person, in its own words. */
    readonly approvals: readonly string[]
    /** Parts that no thing to be made covers and that nobody was asked about at the start. */
    readonly parts: readonly string[]
  }
  /** Facts from the texts of the files; absent: read them from the texts. */
  readonly facts?: DecisionFacts
}

/** Where a goal run stands, in a word: what the last work was for. */
export const phaseOf = (finished: ContextTask): string =>
  finished.agentType === null ? 'work' : finished.agentType.replaceAll('_', ' ')

/** Whether a question to a person is open. */
export const isAsking = ({ tasks }: Pick<DecisionContext, 'tasks'>): boolean =>
  tasks.some(({ isEscalation, status }) => isEscalation && !isTerminal(status))

/** The last tasks that ended, newest last. */
export const historyOf = ({ tasks }: Pick<DecisionContext, 'tasks'>, count = 5): ContextTask[] =>
  tasks
    .filter(({ status }) => status === 'done' || status === 'failed' || status === 'cancelled')
    .slice(-count)

/** Whether every open task is blocked, so that none of them moves by itself. */
export function isOnlyBlocked({ tasks, queue }: Pick<DecisionContext, 'tasks' | 'queue'>): boolean {
  const blocked = tasks.filter(({ status }) => status === 'blocked').length
  return queue.running === 0 && queue.waiting > 0 && queue.waiting <= blocked
}
