import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import type { StatusName } from '../../../ui/status-looks.ts'

export const stuckKinds = ['waiting', 'unassigned', 'held'] as const
export type StuckKind = (typeof stuckKinds)[number]

/** Tasks that need action by a person, by kind of action. */
export type StuckTasks = Readonly<Record<StuckKind, readonly TaskView[]>>

const says = words.run.strips

/** Name, status and title of each kind of stuck task. */
export const stuckLooks = {
  waiting: { label: says.waiting, status: 'needs_you', title: says.waits },
  unassigned: { label: says.unassigned, status: 'unassigned', title: says.hasNobody },
  held: { label: says.blocked, status: 'blocked', title: says.areBlocked },
} as const satisfies Record<StuckKind, { label: string; status: StatusName; title: unknown }>

const holds: ReadonlySet<string | undefined> = new Set(['reported', 'budget'])

export function listStuck(tasks: readonly TaskView[]): StuckTasks {
  return {
    waiting: tasks.filter(({ status }) => status === 'awaiting_approval' || status === 'awaiting_input'),
    // Tasks are assigned when the run starts, so a task without an agent has no suitable agent.
    unassigned: tasks.filter(({ status, agentId }) => agentId === null && !isTerminal(status)),
    // Only a person can free these tasks: an agent reported a blocker, or a budget is used up.
    held: tasks.filter(({ status, reason }) => !isTerminal(status) && holds.has(reason?.code)),
  }
}

/** Hides approvals that were just answered, although the answer can still be undone. */
export const withoutAnswered = (
  { waiting, ...others }: StuckTasks,
  answered: Readonly<Record<string, unknown>>,
): StuckTasks => ({
  ...others,
  waiting: waiting.filter(({ approvalId }) => approvalId === null || answered[approvalId] === undefined),
})
