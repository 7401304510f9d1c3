import type { ProjectView } from '#shared/model/project.ts'
import { attentionOf } from '../../entities/projects/attention.ts'
import { RunStrip } from '../../entities/projects/run-strip.tsx'
import { SpentBar } from '../../entities/projects/spent-bar.tsx'
import type { Column } from '../../ui/lists/data-table.tsx'
import { Ago } from '../../ui/text/time.tsx'
import { words } from '../../words/words.ts'

const { columns: say } = words.projects

const name = (width: string): Column<ProjectView> => ({
  ...{ key: 'name', title: say.name, width, sortBy: (project) => project.name.toLowerCase() },
  cell: (project) => (
    <span className="flex min-w-0 items-baseline gap-2">
      <span title={project.name} className="min-w-0 truncate font-medium">
        {project.name}
      </span>
      {project.archivedAt !== null && (
        <span className="shrink-0 text-muted text-sm">{words.projects.archived}</span>
      )}
    </span>
  ),
})
const goal: Column<ProjectView> = {
  ...{ key: 'goal', title: say.goal, width: 'minmax(100px, 3fr)' },
  cell: (project) => project.goal !== null && <span title={project.goal}>{project.goal}</span>,
}
const waiting: Column<ProjectView> = {
  ...{ key: 'waiting', title: say.waiting, width: '112px', align: 'end', sortBy: attentionOf },
  cell: (project) =>
    project.waiting > 0 && <span className="font-medium text-attention">{project.waiting}</span>,
}
const lastRuns: Column<ProjectView> = {
  ...{ key: 'runs', title: say.lastRuns, width: '240px', cell: (project) => <RunStrip project={project} /> },
}
const spent = (width: string): Column<ProjectView> => ({
  ...{ key: 'spent', title: say.spent, width },
  cell: (project) => <SpentBar project={project} />,
})
const active: Column<ProjectView> = {
  ...{ key: 'active', title: say.active, width: '104px', align: 'end' },
  sortBy: ({ lastActivityAt }) => lastActivityAt,
  cell: ({ lastActivityAt }) =>
    lastActivityAt !== null && (
      <span className="text-muted">
        <Ago at={lastActivityAt} />
      </span>
    ),
}

/** In a narrow window what matters least is left out. */
export function columnsOf({ isNarrow, isTiny }: { readonly isNarrow: boolean; readonly isTiny: boolean }) {
  if (isTiny) return [name('minmax(140px, 1fr)'), waiting]
  if (isNarrow) return [name('minmax(108px, 1fr)'), waiting, lastRuns, spent('232px')]
  return [name('minmax(160px, 2fr)'), goal, waiting, lastRuns, spent('236px'), active]
}
