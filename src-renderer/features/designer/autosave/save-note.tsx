import { CircleAlert, CloudCheck, CloudOff, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import type { DraftKeeper } from '../../../entities/drafts/autosave.ts'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { putDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { failureOf } from '../../../rpc/failure.ts'
import { edit } from '../../../stores/plan-document.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { useAutosave } from './use-autosave.ts'

/** The state of saving as text, with actions after an error. Empty for an unchanged published plan. */
export function SaveNote({ isChanged }: { isChanged: boolean }) {
  const autosave = useAutosave()
  const { save, draft, keeper } = autosave
  const [isDeciding, setDeciding] = useState(false)
  switch (save.kind) {
    case 'saved':
      return isChanged && draft !== null ? (
        <Note icon={CloudCheck} text={words.drafts.saved} />
      ) : (
        <span role="status" />
      )
    case 'waiting':
    case 'saving':
      return <Note icon={LoaderCircle} text={words.drafts.waiting} />
    case 'offline':
      return <Note icon={CloudOff} look="text-warning" text={words.drafts.offline} />
    case 'refused':
      return (
        <Note
          icon={CircleAlert}
          look="text-failed"
          text={words.drafts.refused(failureOf(save.error).message)}
        />
      )
    case 'conflict':
      return (
        <span className="flex min-w-0 items-center gap-2">
          <Note icon={CircleAlert} look="text-failed" text={words.drafts.conflict} />
          <Button className="h-7" onClick={() => setDeciding(true)}>
            {words.drafts.resolve}
          </Button>
          {isDeciding && keeper !== null && (
            <ConflictDialog
              theirs={save.theirs.document}
              keeper={keeper}
              onClose={() => setDeciding(false)}
            />
          )}
        </span>
      )
  }
}

interface NoteProps {
  readonly icon: typeof CloudCheck
  readonly text: string
  readonly look?: string
}

function Note({ icon: Icon, text, look = 'text-muted' }: NoteProps) {
  return (
    <span role="status" title={text} className={`flex min-w-0 items-center gap-1.5 text-sm ${look}`}>
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className="min-w-0 truncate">{text}</span>
    </span>
  )
}

interface ConflictDialogProps {
  readonly theirs: PlanDraft
  readonly keeper: DraftKeeper
  readonly onClose: () => void
}

/** A draft was changed in two windows. Shows the differences and asks which version to keep. */
function ConflictDialog({ theirs, keeper, onClose }: ConflictDialogProps) {
  const plan = usePlanDocumentStore()
  const mine = usePlanDocument(({ document }) => document)
  const take = () => {
    const taken = keeper.takeTheirs()
    if (taken !== null) edit(plan, putDocument(taken, words.drafts.changedElsewhere))
    onClose()
    showToast({ title: words.drafts.taken })
  }
  const keep = () => {
    onClose()
    void keeper.keepMine().then(() => showToast({ title: words.drafts.kept }))
  }
  return (
    <DialogFrame
      title={words.drafts.conflictTitle}
      about={words.drafts.conflictAbout}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.drafts.later}</Button>
          <Button onClick={take}>{words.drafts.takeTheirs}</Button>
          <Button look="primary" onClick={keep}>
            {words.drafts.keepMine}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-muted">{words.drafts.theirsToMine}</p>
      <PlanDifferenceView before={theirs} after={mine} />
    </DialogFrame>
  )
}
