import type { GoalOutcome } from '#shared/model/runs/goal-outcome.ts'
import { type Output, plain } from './output.ts'

/** The outcome of a goal in one sentence, as the last line. The gaps stand above, with the end of the run. */
export const sayOutcome = (output: Output, { summary }: GoalOutcome): void => output.line(plain(summary))
