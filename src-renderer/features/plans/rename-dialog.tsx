import { useState } from 'react'
import { Button } from '../../ui/controls/button.tsx'
import { DialogFrame } from '../../ui/controls/dialog-frame.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { words } from '../../words/words.ts'
import type { PlanRow } from './rows.ts'

interface RenameDialogProps {
  readonly row: PlanRow
  readonly onRename: (title: string) => void
  readonly onClose: () => void
}

export function RenameDialog({ row, onRename, onClose }: RenameDialogProps) {
  const [title, setTitle] = useState(row.title)
  const isUsable = title.trim() !== '' && title.trim() !== row.title
  return (
    <DialogFrame
      title={words.plans.renameTitle}
      {...(row.draftId === null && { about: words.plans.renameAbout })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="submit" form="rename-plan" look="primary" disabled={!isUsable}>
            {words.plans.save}
          </Button>
        </>
      }
    >
      <form
        id="rename-plan"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isUsable) return
          onRename(title.trim())
          onClose()
        }}
      >
        <TextField label={words.plans.name} value={title} maxLength={500} onChange={setTitle} />
      </form>
    </DialogFrame>
  )
}
