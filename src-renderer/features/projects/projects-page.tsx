import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FolderKanban, Plus } from 'lucide-react'
import { useMemo } from 'react'
import type { ProjectView } from '#shared/model/project.ts'
import { words } from '#shared/words/words.ts'
import { runCommand } from '../../commands/registry.ts'
import { attentionOf } from '../../entities/projects/attention.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { RunStrip } from '../../entities/projects/run-strip.tsx'
import { SpentBar } from '../../entities/projects/spent-bar.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { FindField } from '../../ui/controls/find-field.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { type Column, DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { Ago } from '../../ui/text/time.tsx'

const { projects: say } = words

/** All projects. Opening a project limits every screen to it. */
export function ProjectsPage({ search: { find = '' }, onSearch }: AddressProps<{ readonly find?: string }>) {
  const { orpc } = useRpc()
  const navigate = useNavigate()
  const { choose } = useCurrentProject()
  const projects = useQuery(orpc.projects.list.queryOptions())
  const isNarrow = useIsNarrow(1000)
  const isTiny = useIsNarrow(640)
  const shown = useMemo(() => listShown(projects.data ?? [], find), [projects.data, find])
  const setFind = (text: string) => onSearch(text === '' ? {} : { find: text })
  const open = ({ id }: ProjectView) => {
    choose(id)
    void navigate({ to: '/' })
  }
  const isNone = projects.data?.length === 0 && find === ''
  const make = (
    <Button icon={Plus} onClick={() => void runCommand('project.switch')}>
      {say.make}
    </Button>
  )
  return (
    <Page title={say.title} about={say.about} width="full" actions={isNone ? undefined : make}>
      {!isNone && (
        <div className="mb-3 flex max-w-md">
          <FindField label={say.find} placeholder={say.find} value={find} onChange={setFind} />
        </div>
      )}
      <Fetched query={projects} lines={6}>
        {() => (
          <DataTable
            label={say.title}
            columns={columnsOf({ isNarrow, isTiny })}
            rows={shown}
            rowKey={({ id }) => id}
            onOpen={open}
            firstSorting={{ key: 'waiting', isDown: true }}
            empty={
              find === '' ? (
                <EmptyNote icon={FolderKanban} title={say.none} action={make}>
                  {say.noneAbout}
                </EmptyNote>
              ) : (
                <NoMatch title={say.noMatch(find)} clear={say.clear} onClear={() => setFind('')} />
              )
            }
          />
        )}
      </Fetched>
    </Page>
  )
}

/** Projects whose name or goal contains all words. Archived projects are listed only during a search. */
function listShown(projects: readonly ProjectView[], find: string): ProjectView[] {
  const wanted = find.toLowerCase().split(/\s+/).filter(Boolean)
  return projects.filter(({ name, goal, archivedAt }) => {
    const text = `${name} ${goal ?? ''}`.toLowerCase()
    return (archivedAt === null || wanted.length > 0) && wanted.every((word) => text.includes(word))
  })
}

const name = (width: string): Column<ProjectView> => ({
  ...{ key: 'name', title: say.columns.name, width, sortBy: (project) => project.name.toLowerCase() },
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
  ...{ key: 'goal', title: say.columns.goal, width: 'minmax(100px, 3fr)' },
  cell: (project) => project.goal !== null && <span title={project.goal}>{project.goal}</span>,
}
const waiting: Column<ProjectView> = {
  ...{ key: 'waiting', title: say.columns.waiting, width: '112px', align: 'end', sortBy: attentionOf },
  cell: (project) =>
    project.waiting > 0 && <span className="font-medium text-attention">{project.waiting}</span>,
}
const lastRuns: Column<ProjectView> = {
  ...{
    key: 'runs',
    title: say.columns.lastRuns,
    width: '240px',
    cell: (project) => <RunStrip project={project} />,
  },
}
const spent = (width: string): Column<ProjectView> => ({
  ...{ key: 'spent', title: say.columns.spent, width },
  cell: (project) => <SpentBar project={project} />,
})
const active: Column<ProjectView> = {
  ...{ key: 'active', title: say.columns.active, width: '104px', align: 'end' },
  sortBy: ({ lastActivityAt }) => lastActivityAt,
  cell: ({ lastActivityAt }) =>
    lastActivityAt !== null && (
      <span className="text-muted">
        <Ago at={lastActivityAt} />
      </span>
    ),
}

/** Narrow windows omit the less important columns. */
function columnsOf({ isNarrow, isTiny }: { readonly isNarrow: boolean; readonly isTiny: boolean }) {
  if (isTiny) return [name('minmax(140px, 1fr)'), waiting]
  if (isNarrow) return [name('minmax(108px, 1fr)'), waiting, lastRuns, spent('232px')]
  return [name('minmax(160px, 2fr)'), goal, waiting, lastRuns, spent('236px'), active]
}
