import type { CommandOf } from '#shared/commands.ts'
import { ok } from '#shared/result.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

/** A project decides nothing: what a person says of it is written down. */
export function saveProject(rule: Rule, { project }: CommandOf<'project.save'>): Outcome {
  rule.emit({ type: 'project.saved', project })
  return ok(noAnswer)
}
