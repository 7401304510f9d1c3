import type { ApprovalKind } from '#shared/model/approval.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import type { NoticeKind } from './notice.ts'

const say = words.shell.notices

const asks: Readonly<Record<ApprovalKind, string>> = {
  task_gate: say.approve,
  result_review: say.review,
  uncertain_outcome: say.settle,
  budget_top_up: say.topUp,
  agent_question: say.answer,
  permission: say.allow,
}

/** Appends the word for a simulation to the title of a simulated run: `Onboarding (simulation)`. */
export const nameOfRun = ({ title, isSimulated }: Pick<RunView, 'title' | 'isSimulated'>): string =>
  isSimulated ? say.simulation(title) : title

/** `Approve: Send the offer — Onboarding` */
export const describeQuestion = (kind: ApprovalKind, task: string, run: string): string =>
  say.named(asks[kind], task, run)

export const describeRunEnd = (
  kind: Extract<NoticeKind, 'run_done' | 'run_gaps' | 'run_failed' | 'run_rejected'>,
  run: string,
): string => say.ended[kind](run)

export const describeBudget = (level: 'budget_80' | 'budget_100', of: string): string =>
  level === 'budget_80' ? say.nearlySpent(of) : say.spent(of)
