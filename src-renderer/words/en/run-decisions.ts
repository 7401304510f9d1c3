import { plural } from '#shared/text/plural.ts'

/** What is said of the decisions of a goal beside its run. */
export const runDecisions = {
  label: 'Decisions',
  decision: 'Decision',
  showTask: 'Show its task in the graph',
  showNamed: (title: string) => `Show “${title}” in the graph`,
  outcome: (title: string, status: string) => `Show the task “${title}”: ${status}`,
  isEmpty: (what: string) => `${what}: there is none.`,
  after: 'after',
  urgency: (level: string) => `${level} urgency`,
  none: 'No decision yet',
  noneHint: 'The first decision comes when the workshopper is done.',
  noneOver: 'Nothing was decided',
  noneOverHint: 'The run ended before there was anything to decide.',
  showEarlier: (count: number) => `Show ${plural(count, 'earlier decision')}`,
  end: {
    stopping: 'The run is being stopped: nothing more is decided.',
    paused: 'The run is paused: nothing is decided until it goes on.',
    asked: 'A model is asked what comes next …',
    deciding: 'Deciding what comes next …',
    afterAnswer: 'The next decision comes after your answer.',
    afterTask: (title: string) => `The next decision comes when “${title}” is over.`,
  },
}
