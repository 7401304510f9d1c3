import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { DraftKeeper } from '../../../entities/drafts/draft-keeper.ts'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { putDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { edit } from '../../../stores/plan-document.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'

interface ConflictDialogProps {
  readonly theirs: PlanDraft
  readonly keeper: DraftKeeper
  readonly onClose: () => void
}

/** Two windows changed one draft: what differs, and which is to stay. */
export function ConflictDialog({ theirs, keeper, onClose }: ConflictDialogProps) {
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
