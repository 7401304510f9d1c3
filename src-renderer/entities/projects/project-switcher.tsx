import { Popover } from '@base-ui/react/popover'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronsUpDown, FolderKanban, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ProjectView } from '#shared/model/project.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { VirtualList } from '../../ui/lists/virtual-list.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { useCurrentProject } from './current-project.ts'
import { ProjectChoice } from './project-choice.tsx'
import { ProjectDialog } from './project-dialog.tsx'

/** Which project the lists of all screens are narrowed to; a new one is made where none has the name. */
export function ProjectSwitcher() {
  const { orpc } = useRpc()
  const [isOpen, setOpen] = useState(false)
  const [find, setFind] = useState('')
  const [changed, setChanged] = useState<ProjectView | null>(null)
  const current = useCurrentProject()
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  const name = projects.find(({ id }) => id === current.id)?.name ?? current.id ?? words.projects.all
  const choose = (id: string | null) => {
    current.choose(id)
    setOpen(false)
    setFind('')
  }
  const creating = useMutation(
    orpc.projects.create.mutationOptions({
      onSuccess: ({ id }) => choose(id),
    }),
  )
  useCommands([
    {
      ...{ id: 'project.switch', title: words.projects.find, category: words.projects.title },
      ...{ icon: FolderKanban, keys: ['g j'], run: () => setOpen(true) },
    },
  ])
  const wanted = find.trim()
  const shown = listChoices(projects, wanted)
  const isNew =
    wanted !== '' && !projects.some(({ name: each }) => each.toLowerCase() === wanted.toLowerCase())
  const change = (project: ProjectView) => {
    setOpen(false)
    setChanged(project)
  }
  return (
    <>
      <Popover.Root open={isOpen} onOpenChange={setOpen}>
        <Popover.Trigger
          aria-label={words.projects.switcher(name)}
          className="inline-flex h-7 min-w-0 max-w-[200px] shrink-0 items-center gap-1.5 rounded-md px-2 font-medium hover:bg-hover max-sm:max-w-[110px]"
        >
          <FolderKanban size={14} aria-hidden className="shrink-0 text-muted max-sm:hidden" />
          <span className="truncate" title={name}>
            {name}
          </span>
          <ChevronsUpDown size={12} aria-hidden className="shrink-0 text-muted" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner sideOffset={6} align="start" className="z-40">
            <Popover.Popup className="appearing flex max-h-[60vh] w-80 max-w-[calc(100vw-16px)] flex-col rounded-lg border border-line bg-raised p-2 shadow-high">
              <Popover.Title className="sr-only">{words.projects.title}</Popover.Title>
              <input
                type="search"
                aria-label={words.projects.find}
                placeholder={words.projects.find}
                value={find}
                onChange={(event) => setFind(event.target.value)}
                onKeyDown={({ key }) => key === 'Enter' && shown[0] !== undefined && choose(shown[0].id)}
                className="mb-2 h-8 rounded-md border border-line-strong bg-surface px-2.5 placeholder:text-faint"
              />
              <ProjectChoice
                name={words.projects.all}
                isChosen={current.id === null}
                onChoose={() => choose(null)}
              />
              {shown.length > 0 && (
                <VirtualList label={words.projects.title} rows={shown} rowKey={({ id }) => id} estimate={34}>
                  {(project) => (
                    <ProjectChoice
                      name={project.name}
                      waiting={project.waiting}
                      isArchived={project.archivedAt !== null}
                      isChosen={project.id === current.id}
                      onChoose={() => choose(project.id)}
                      onChange={() => change(project)}
                    />
                  )}
                </VirtualList>
              )}
              {projects.length > 0 && (
                <Link
                  to="/projects"
                  onClick={() => setOpen(false)}
                  className="flex min-h-8 items-center px-2 text-accent text-sm hover:underline"
                >
                  {words.projects.list}
                </Link>
              )}
              {creating.isError && <FailureNote error={creating.error} />}
              {isNew ? (
                <Button
                  icon={Plus}
                  className="mt-2 max-w-full overflow-hidden"
                  disabled={creating.isPending}
                  onClick={() => creating.mutate({ name: wanted })}
                >
                  {words.projects.create(wanted)}
                </Button>
              ) : (
                <p className="px-2 pt-2 text-muted text-sm">{words.projects.howToCreate}</p>
              )}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      {changed !== null && <ProjectDialog project={changed} onClose={() => setChanged(null)} />}
    </>
  )
}

/** Those with the words in their name; an archived one only where it is looked for. */
function listChoices(projects: readonly ProjectView[], find: string): ProjectView[] {
  const wanted = find.toLowerCase()
  return projects.filter(
    ({ name, archivedAt }) => name.toLowerCase().includes(wanted) && (archivedAt === null || wanted !== ''),
  )
}
