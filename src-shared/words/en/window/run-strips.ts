import { plural } from '#shared/text/plural.ts'

/** Texts of the strips of a run: what blocks it, and what went wrong. */
export const runStrips = {
  waiting: 'Waiting for you',
  waits: (count: number) => `${plural(count, 'task needs', 'tasks need')} your answer`,
  unassigned: 'Unassigned tasks',
  hasNobody: (count: number) => `${plural(count, 'task has', 'tasks have')} no agent`,
  nothingRuns: (why: string) => `No task can start: ${why}`,
  addAgent: 'Add a matching agent, or change the required skills.',
  noSkills: (skills: string) => `No agent has the skills ${skills}.`,
  blocked: 'Blocked tasks',
  areBlocked: (count: number) => `${plural(count, 'task is', 'tasks are')} blocked`,
  rejected: 'Rejected tasks',
  rejectedTitle: 'Rejected',
  rejectedBy: (name: string) => `Rejected by ${name}`,
  noReason: 'No reason given.',
  note: (note: string) => `“${note}”`,
  failed: 'Failed tasks',
  more: (count: number) => `and ${count.toLocaleString('en')} more, in the list`,
}
