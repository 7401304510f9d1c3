import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { GitCompare, Tag } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { useOrigin } from '../../../stores/plan-session-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { TextArea, TextField } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'

export interface VersionWords {
  readonly name: string | null
  readonly note: string | null
}

interface PublishDialogProps {
  /** The version that the next one follows; null for the first version. */
  readonly planId: string | null
  readonly onPublish: (label: VersionWords) => void
  readonly onClose: () => void
}

/** Publishes the next version: shows its changes, and asks for a name and a note. */
function PublishDialog({ planId, onPublish, onClose }: PublishDialogProps) {
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
      <FailureNote error={before.error} onRetry={() => void before.refetch()} />
      {planId === null ? (
        <p className="text-muted">{words.drafts.firstVersion}</p>
      ) : (
        before.data !== undefined && <PlanDifferenceView before={before.data.document} after={document} />
      )}
    </DialogFrame>
  )
}

interface NamedVersionProps {
  /** Reason why the plan cannot be published; null if it can. */
  readonly notKept: string | null
  readonly onPublish: (label: VersionWords) => void
}

/** Version commands, and the dialog that names the next version. */
export function NamedVersion({ notKept, onPublish }: NamedVersionProps) {
  const planId = useOrigin((origin) => origin.planId)
  const [isOpen, setOpen] = useState(false)
  useVersionCommands({ planId, notKept, onPublish: () => setOpen(true) })
  return isOpen ? <PublishDialog {...{ planId, onPublish }} onClose={() => setOpen(false)} /> : null
}

interface VersionDoings {
  readonly planId: string | null
  /** Reason why the plan cannot be published; null if it can. */
  readonly notKept: string | null
  readonly onPublish: () => void
}

/** Commands for the versions of the open plan. */
function useVersionCommands({ planId, notKept, onPublish }: VersionDoings): void {
  const navigate = useNavigate()
  useCommands([
    {
      ...{ id: 'plan.publishNamed', title: words.drafts.publishNamed, category: words.designer.category },
      ...{ icon: Tag, disabled: notKept, run: onPublish },
    },
    {
      ...{ id: 'plan.versions', title: words.drafts.versions, category: words.designer.category },
      icon: GitCompare,
      disabled: planId === null ? words.drafts.noVersions : null,
      run: () =>
        planId !== null && void navigate({ to: '/plans/$planId/versions', params: { planId }, search: {} }),
    },
  ])
}
