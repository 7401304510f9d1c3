import type { ProjectView } from '#shared/model/project.ts'

/** Sort score of a project. Items that wait for a person come first, then projects whose last run failed. */
export const attentionOf = ({ waiting, lastRuns }: Pick<ProjectView, 'waiting' | 'lastRuns'>): number =>
  waiting * 2 + (lastRuns.at(-1) === 'failed' ? 1 : 0)

/** Unarchived projects by attention, highest first. Ties keep their order. */
export const byAttention = (projects: readonly ProjectView[]): ProjectView[] =>
  projects.filter(({ archivedAt }) => archivedAt === null).toSorted((a, b) => attentionOf(b) - attentionOf(a))
