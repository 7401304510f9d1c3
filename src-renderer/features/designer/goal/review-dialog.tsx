import { useMemo, useState } from 'react'
import type { ScopeResponse } from '#shared/contract/seed.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { diffPlans } from '../../../plan-diff/diff-plans.ts'
import { mergeProposal } from '../../../plan-diff/merge-proposal.ts'
import { PlanDifferenceView } from '../../../plan-diff/plan-difference-view.tsx'
import { listIds, takeDifferences } from '../../../plan-diff/take-differences.ts'
import { replaceDocument } from '../../../plan-edits/plan-settings.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { DialogFrame } from '../../../ui/dialog-frame.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'

interface ReviewDialogProps {
  readonly scope: ScopeResponse
  readonly document: PlanDraft
  readonly onAgain: () => void
  readonly onClose: () => void
}

/** What was drafted, beside the plan as it is: what is ticked is taken, as one step of the history. */
export function ReviewDialog({ scope, document: drafted, onAgain, onClose }: ReviewDialogProps) {
  const actions = useActions()
  const before = usePlanDocument(({ document }) => document)
  const after = useMemo(() => mergeProposal(before, drafted), [before, drafted])
  const difference = useMemo(() => diffPlans(before, after), [before, after])
  const ids = listIds(difference)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const taken = new Set(ids.filter((id) => !left.has(id)))
  const onTake = (id: string, isTaken: boolean) => {
    const next = new Set(left)
    if (isTaken) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  const take = () => {
    const result = takeDifferences({ before, after, difference }, taken)
    actions.act(replaceDocument(result, words.designer.change.label))
    onClose()
  }
  const said = [...scope.open_questions, ...scope.notes]
  return (
    <DialogFrame
      title={words.designer.change.review}
      about={words.designer.change.reviewAbout}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.designer.change.drop}</Button>
          <Button onClick={onAgain}>{words.designer.change.again}</Button>
          <Button look="primary" disabled={taken.size === 0} onClick={take}>
            {words.designer.change.take(taken.size, ids.length)}
          </Button>
        </>
      }
    >
      {said.length > 0 && (
        <ul className="mb-3 flex flex-col gap-1 text-muted">
          {said.map((text) => (
            <li key={text} className="break-words">
              {text}
            </li>
          ))}
        </ul>
      )}
      <PlanDifferenceView before={before} after={after} taking={{ taken, onTake }} />
    </DialogFrame>
  )
}
