import { useMutation } from '@tanstack/react-query'
import { CircleHelp, Info, type LucideIcon, Sparkles } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ChangedPlan } from '#shared/contract/plans/plan-change.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { diffPlans } from '../../../entities/plans/diff/diff-plans.ts'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { listIds, takeDifferences } from '../../../entities/plans/diff/take-differences.ts'
import { titleOf } from '../../../entities/plans/edits/edit.ts'
import { replaceDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { TextArea } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { useActions } from '../actions.ts'

/** Requests a described change of the plan, reviews the draft, and applies all, parts or nothing of it. */
function ChangeDialog({ onClose }: { onClose: () => void }) {
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
      <FailureNote error={drafting.error} className="mt-3" />
    </DialogFrame>
  )
}

/** Command and dialog to describe a change. */
export function DescribedChange() {
  const [isOpen, setOpen] = useState(false)
  useCommands([
    {
      ...{ id: 'plan.describeChange', title: words.designer.change.title, category: words.designer.category },
      ...{ icon: Sparkles, run: () => setOpen(true) },
    },
  ])
  return isOpen ? <ChangeDialog onClose={() => setOpen(false)} /> : null
}

interface ReviewDialogProps {
  /** The plan at the time of the request. */
  readonly before: PlanDraft
  readonly changed: ChangedPlan
  readonly onAgain: () => void
  readonly onClose: () => void
}

/**
 * Compares the requested change with the current plan. The selected parts are applied as a single step of the history.
 */
function ReviewDialog({ before, changed, onAgain, onClose }: ReviewDialogProps) {
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
