import { Popover } from '@base-ui/react/popover'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Archive, ArchiveRestore, Check, ChevronsUpDown, FolderKanban, PencilLine, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ProjectView } from '#shared/model/project.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { VirtualList } from '../../ui/lists/virtual-list.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { useCurrentProject } from './current-project.ts'
import { useChangeProject } from './use-change-project.ts'

/** Selects the project that filters the lists of all screens. A name that does not exist creates a new project. */
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
              <FailureNote error={creating.error} />
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

/** Projects whose name contains the text. Archived projects are listed only during a search. */
function listChoices(projects: readonly ProjectView[], find: string): ProjectView[] {
  const wanted = find.toLowerCase()
  return projects.filter(
    ({ name, archivedAt }) => name.toLowerCase().includes(wanted) && (archivedAt === null || wanted !== ''),
  )
}

interface ProjectChoiceProps {
  readonly name: string
  readonly waiting?: number
  readonly isArchived?: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
  /** Absent if the entry cannot be edited. */
  readonly onChange?: () => void
}

function ProjectChoice(props: ProjectChoiceProps) {
  const { name, waiting = 0, isArchived = false, isChosen, onChoose, onChange } = props
  return (
    <div className="flex w-full items-center rounded-md hover:bg-hover">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-start"
      >
        <Check size={14} aria-hidden className={clsx('shrink-0', !isChosen && 'invisible')} />
        <span className="min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        {isArchived && <span className="shrink-0 text-muted text-sm">{words.projects.archived}</span>}
        {waiting > 0 && (
          <span className="tabular shrink-0 text-attention text-sm">{words.projects.waiting(waiting)}</span>
        )}
      </button>
      {onChange !== undefined && (
        <IconButton label={words.projects.change(name)} icon={PencilLine} onClick={onChange} />
      )}
    </div>
  )
}

const { projects: say } = words

/** Edits the name and folder of a project; also archives and restores the project. */
function ProjectDialog({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const [name, setName] = useState(project.name)
  const [folder, setFolder] = useState(project.folder ?? '')
  const [isAsked, setAsked] = useState(false)
  const { changing, archive, restore } = useChangeProject()
  const isArchived = project.archivedAt !== null
  const wanted = { name: name.trim(), folder: folder.trim() === '' ? null : folder.trim() }
  const save = () => {
    setAsked(true)
    if (wanted.name !== '') changing.mutate({ id: project.id, ...wanted }, { onSuccess: onClose })
  }
  const putAway = () => {
    if (isArchived) restore(project)
    else archive(project)
    onClose()
  }
  return (
    <FormDialog
      isOpen
      title={say.changeTitle}
      submit={say.save}
      isBusy={changing.isPending}
      error={changing.error}
      beside={
        <Button look="ghost" icon={isArchived ? ArchiveRestore : Archive} onClick={putAway}>
          {isArchived ? say.restore : say.putAway}
        </Button>
      }
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={say.name}
        value={name}
        maxLength={200}
        fault={isAsked && wanted.name === '' ? say.nameless : undefined}
        onChange={setName}
      />
      <div>
        <TextField
          label={say.folder}
          value={folder}
          maxLength={4000}
          spellCheck={false}
          className="font-mono"
          onChange={setFolder}
        />
        <p className="mt-1 text-muted text-sm">{say.folderAbout}</p>
      </div>
    </FormDialog>
  )
}
