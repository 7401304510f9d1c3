import { plural } from '#shared/text/plural.ts'

/** Texts about the decisions of a goal run. */
export const runDecisions = {
  label: 'Decisions',
  decision: 'Decision',
  showTask: 'Show the task in the graph',
  showNamed: (title: string) => `Show “${title}” in the graph`,
  outcome: (title: string, status: string) => `Show the task “${title}”: ${status}`,
  isEmpty: (what: string) => `${what}: none.`,
  after: 'after',
  urgency: (level: string) => `${level} urgency`,
  none: 'No decisions yet',
  noneHint: 'The first decision follows the scoping task.',
  noneOver: 'No decisions',
  noneOverHint: 'The run ended before the first decision.',
  showEarlier: (count: number) => `Show ${plural(count, 'earlier decision')}`,
  end: {
    stopping: 'The run is stopping. No more decisions follow.',
    paused: 'The run is paused. Decisions continue when you resume.',
    asked: 'Asking a model for the next step…',
    deciding: 'Choosing the next step…',
    afterAnswer: 'The next decision follows your answer.',
    afterTask: (title: string) => `The next decision follows the end of “${title}”.`,
  },
}
