import { CircleHelp, Info, type LucideIcon } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ChangedPlan } from '#shared/contract/plans/plan-change.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { diffPlans } from '../../../entities/plans/diff/diff-plans.ts'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { listIds, takeDifferences } from '../../../entities/plans/diff/take-differences.ts'
import { titleOf } from '../../../entities/plans/edits/edit.ts'
import { replaceDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'

interface ReviewDialogProps {
  /** The plan that the change was described for. */
  readonly before: PlanDraft
  readonly changed: ChangedPlan
  readonly onAgain: () => void
  readonly onClose: () => void
}

/** What was described, beside the plan as it is: what is ticked is taken, as one step of the history. */
export function ReviewDialog({ before, changed, onAgain, onClose }: ReviewDialogProps) {
  const actions = useActions()
  const { document: after, openQuestions, notes, model } = changed
  const difference = useMemo(() => diffPlans(before, after), [before, after])
  const ids = listIds(difference)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const taken = new Set(ids.filter((id) => !left.has(id)))
  const { document: result, leftOut } = takeDifferences({ before, after, difference }, taken)
  const onTake = (id: string, isTaken: boolean) => {
    const next = new Set(left)
    if (isTaken) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  const take = () => {
    actions.act(replaceDocument(result, words.designer.change.label))
    onClose()
  }
  const said = [
    ...notes,
    ...leftOut.map(({ from, to }) =>
      words.designer.change.leftOut(titleOf(result, to), titleOf(result, from)),
    ),
  ]
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
      <ul className="mb-3 flex flex-col gap-1.5 empty:hidden">
        {openQuestions.map((text) => (
          <Said key={text} icon={CircleHelp} look="bg-warning-soft" text={text} />
        ))}
        {said.map((text) => (
          <Said key={text} icon={Info} look="bg-hover" text={text} />
        ))}
      </ul>
      <p className="mb-3 text-muted text-sm">{words.designer.change.madeBy(model)}</p>
      <PlanDifferenceView before={before} after={after} taking={{ taken, onTake }} />
    </DialogFrame>
  )
}

function Said({ icon: Icon, look, text }: { icon: LucideIcon; look: string; text: string }) {
  return (
    <li className={`flex gap-2 rounded-md px-3 py-2 ${look}`}>
      <Icon size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 break-words">{text}</span>
    </li>
  )
}
