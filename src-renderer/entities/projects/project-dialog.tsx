import { Archive, ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import type { ProjectView } from '#shared/model/project.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { words } from '../../words/words.ts'
import { useChangeProject } from './use-change-project.ts'

interface ProjectDialogProps {
  readonly project: ProjectView
  readonly onClose: () => void
}

const { projects: say } = words

/** What a project is called and where its folder is; here it is put away and taken back, too. */
export function ProjectDialog({ project, onClose }: ProjectDialogProps) {
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
