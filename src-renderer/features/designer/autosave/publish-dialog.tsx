import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { TextArea, TextField } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'

export interface VersionWords {
  readonly name: string | null
  readonly note: string | null
}

interface PublishDialogProps {
  /** The version that the next one comes after; null: it is the first. */
  readonly planId: string | null
  readonly onPublish: (label: VersionWords) => void
  readonly onClose: () => void
}

/** The next version: what changes with it, and what it is called. */
export function PublishDialog({ planId, onPublish, onClose }: PublishDialogProps) {
  const { orpc } = useRpc()
  const document = usePlanDocument((state) => state.document)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const before = useQuery({
    ...orpc.plans.get.queryOptions({ input: { planId: planId ?? '' } }),
    enabled: planId !== null,
  })
  const version = (before.data?.version ?? 0) + 1
  const publish = () => {
    onPublish({ name: name.trim() || null, note: note.trim() || null })
    onClose()
  }
  return (
    <DialogFrame
      title={words.drafts.publishTitle(version)}
      about={words.drafts.publishAbout}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button look="primary" disabled={planId !== null && before.data === undefined} onClick={publish}>
            {words.drafts.publish}
          </Button>
        </>
      }
    >
      <div className="mb-4 grid grid-cols-2 gap-4 max-[720px]:grid-cols-1">
        <TextField
          label={words.drafts.name}
          value={name}
          maxLength={100}
          placeholder={words.drafts.namePlaceholder}
          onChange={setName}
        />
        <TextArea label={words.drafts.note} value={note} maxLength={2000} onChange={setNote} />
      </div>
      <h3 className="mb-2 font-medium">{words.drafts.changes}</h3>
      {before.isError && <FailureNote error={before.error} onRetry={() => void before.refetch()} />}
      {planId === null ? (
        <p className="text-muted">{words.drafts.firstVersion}</p>
      ) : (
        before.data !== undefined && <PlanDifferenceView before={before.data.document} after={document} />
      )}
    </DialogFrame>
  )
}
