import { styleText } from 'node:util'
import type { GoalOutcome } from '#shared/model/goal-outcome.ts'
import { type Output, plain } from './output.ts'

/** What a goal came to, as the last line, after what its files still lack. */
export function sayOutcome(output: Output, { summary, unfinished }: GoalOutcome): void {
  for (const { name, missing } of unfinished) {
    output.line(`  ${styleText('yellow', '!')} ${plain(name)}: ${plain(missing)}`)
  }
  output.line(plain(summary))
}
