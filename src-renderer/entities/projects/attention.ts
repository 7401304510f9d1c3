import type { ProjectView } from '#shared/model/project.ts'

/** How much of a person a project needs: what waits for one is before what failed last, and that before the rest. */
export const attentionOf = ({ waiting, lastRuns }: Pick<ProjectView, 'waiting' | 'lastRuns'>): number =>
  waiting * 2 + (lastRuns.at(-1) === 'failed' ? 1 : 0)

/** Those that need most first, as they came where they need as much; none that was put away. */
export const byAttention = (projects: readonly ProjectView[]): ProjectView[] =>
  projects.filter(({ archivedAt }) => archivedAt === null).toSorted((a, b) => attentionOf(b) - attentionOf(a))
