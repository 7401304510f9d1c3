import { useState } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { newCommandId, useStartRun } from '../../../entities/runs/use-start-run.ts'
import { TextArea, TextField } from '../../../ui/controls/field.tsx'
import { FormDialog } from '../../../ui/controls/form-dialog.tsx'
import { words } from '../../../words/words.ts'

const says = words.run.failure

interface EditedRetryProps {
  readonly task: TaskView
  readonly onClose: () => void
}

/** The task in other words, done again with all that comes after it. */
export function EditedRetry({ task, onClose }: EditedRetryProps) {
  const start = useStartRun()
  const [title, setTitle] = useState(task.title)
  const [description, setDescription] = useState(task.description)
  const isNamed = title.trim() !== ''
  const send = () => {
    if (!isNamed) return
    const edits = [{ taskKey: task.key, title: title.trim(), description }]
    start.mutate({ againRunId: task.runId, edits, commandId: newCommandId() }, { onSuccess: onClose })
  }
  return (
    <FormDialog
      isOpen
      title={says.editTitle(task.title)}
      about={says.editAbout}
      submit={says.editSubmit}
      isBusy={start.isPending}
      error={start.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label={says.editName}
        value={title}
        maxLength={500}
        onChange={setTitle}
        fault={isNamed ? undefined : says.editEmpty}
      />
      <TextArea
        label={says.editText}
        value={description}
        rows={8}
        maxLength={100_000}
        data-autofocus
        onChange={setDescription}
      />
    </FormDialog>
  )
}
