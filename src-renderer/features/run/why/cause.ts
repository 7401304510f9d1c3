import type { Action, Explanation, RootCause } from '#shared/contract/insight.ts'
import type { StuckKind, StuckTasks } from '../strips/stuck-tasks.ts'

/** The kinds of tasks that the first cause is about, the first of which says what is to be done; none for any other. */
export function kindsOfCause({ isStuck, roots }: Explanation, stuck: StuckTasks): readonly StuckKind[] {
  const kinds = isStuck ? kindsOfRoot(roots[0]?.kind) : []
  return kinds.filter((kind) => stuck[kind].length > 0)
}

function kindsOfRoot(kind: RootCause['kind'] | undefined): readonly StuckKind[] {
  switch (kind) {
    case 'gate':
      return ['waiting']
    case 'no_agent':
      return ['unassigned']
    case 'money':
      return ['waiting', 'held']
    case 'price':
    case 'reported':
      return ['held']
    default:
      return []
  }
}

/** What its button does not say by itself. */
export function sayAction(action: Action | undefined): string {
  if (action === undefined || action.kind === 'resume_run') return ''
  return action.kind === 'answer_gate' && action.amountMinor === null ? '' : action.sentence
}
