import type { CommandOf } from '#shared/commands.ts'
import { ok } from '#shared/result.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

/** What was agreed to was looked at before, in the repository: a run that is over is not in the state. */
export function approveMerge(rule: Rule, { type: _, ...merge }: CommandOf<'merge.approve'>): Outcome {
  rule.emit({ type: 'merge.approved', ...merge })
  return ok(noAnswer)
}

export function settleMerge(rule: Rule, { type: _, ...merge }: CommandOf<'merge.settle'>): Outcome {
  rule.emit({ type: 'merge.settled', ...merge })
  return ok(noAnswer)
}
