import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { TextArea } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { ReviewDialog } from './review-dialog.tsx'

/** A change is described, drafted, looked at beside the plan, and taken whole, in part or not at all. */
export function ChangeDialog({ onClose }: { onClose: () => void }) {
  const { client } = useRpc()
  const plan = usePlanDocumentStore()
  const [change, setChange] = useState('')
  const drafting = useMutation({
    mutationFn: async () => {
      const { document: before } = plan.getState()
      return { before, changed: await client.plans.change({ document: before, change: change.trim() }) }
    },
  })
  const isOff = change.trim() === '' || drafting.isPending
  if (drafting.data !== undefined) {
    return <ReviewDialog {...drafting.data} onAgain={drafting.reset} onClose={onClose} />
  }
  return (
    <DialogFrame
      title={words.designer.change.title}
      about={words.designer.change.about}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button look="primary" disabled={isOff} onClick={() => drafting.mutate()}>
            {drafting.isPending ? words.designer.change.drafting : words.designer.change.draft}
          </Button>
        </>
      }
    >
      <TextArea
        label={words.designer.change.what}
        rows={4}
        maxLength={10_000}
        value={change}
        onChange={setChange}
        placeholder={words.designer.change.example}
      />
      {drafting.isError && (
        <div className="mt-3">
          <FailureNote error={drafting.error} />
        </div>
      )}
    </DialogFrame>
  )
}
