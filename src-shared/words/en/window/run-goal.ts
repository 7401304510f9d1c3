import type { GoalLimits } from '#shared/model/decisions/decision.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { plural } from '#shared/text/plural.ts'

/** Texts about the goal of a run. */
export const runGoal = {
  goal: 'Goal',
  phase: 'Phase:',
  less: 'Show less',
  whole: 'Show the whole goal',
  unfinished: (count: number) => `${plural(count, 'file')} incomplete`,
  missing: 'Incomplete files',
  limits: (
    { tasks = 0, depth = 0, rounds = 0, moneyLeft }: GoalLimits,
    used: { readonly tasks: number; readonly depth: number; readonly rounds: number },
  ) =>
    [
      `Limits: ${used.tasks} of ${plural(tasks, 'task')}`,
      `depth ${used.depth} of ${depth}`,
      `${used.rounds} of ${plural(rounds, 'round')} without progress`,
      ...(moneyLeft === undefined ? [] : [`${formatMoney(moneyLeft)} of the budget reserved`]),
    ].join(', '),
  phases: {
    workshopper: 'Scoping',
    project_manager: 'Planning',
    tester: 'Testing',
    technical_writer: 'Writing',
    person: 'Waiting for an answer',
    others: 'Building',
    decider: 'Choosing the next step',
  },
  followEnd: 'Scroll to the end',
}
