import { useMutation } from '@tanstack/react-query'
import { Hand } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ApprovalDetail } from '#shared/contract/approvals.ts'
import type { Approval } from '#shared/model/approval.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { Fault, TextField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { ReadableText } from '../../ui/text/readable-text.tsx'
import { Ago } from '../../ui/text/time.tsx'
import { AnswerButtons, AnswerEffects } from './answer/answer-buttons.tsx'
import { AnswerFields } from './answer/answer-fields.tsx'
import { useAnswering, useAnswerKeys } from './answer/use-answering.ts'
import { CardFacts, GateFacts } from './card-facts.tsx'
import { type Change, ChangedNote, ChangeList, listChanges } from './changes.tsx'
import { QuestionText, SubjectView, UpstreamView } from './subject-view.tsx'

interface OpenApprovalProps {
  readonly approval: Approval
  /** Further facts of the approval; null while loading. */
  readonly detail: ApprovalDetail | null
  readonly isInRun: boolean
  readonly onAnswered: () => void
}

/**
 * An open approval with its subject and the consequences of each answer. The card keeps the content it showed first.
 * Nothing may change under the pointer, and an answer is bound to the content on screen.
 */
export function OpenApproval({ approval: latest, detail, isInRun, onAnswered }: OpenApprovalProps) {
  const [shown, setShown] = useState(latest)
  const [changes, setChanges] = useState<readonly Change[]>([])
  const [isHandingOver, setHandingOver] = useState(false)
  const note = useRef<HTMLTextAreaElement>(null)
  const card = useRef<HTMLElement>(null)
  const isStale = shown.hash !== latest.hash
  // Signers and votes are not part of the content hash and are always current.
  const approval = isStale ? shown : latest
  const risk = detail?.item?.risk ?? null
  const title = detail?.taskTitle ?? approval.question
  const nameOf = (key: string) => detail?.names[key] ?? key
  const answering = useAnswering({ approval, title, risk, note, hasKeys: !isInRun, onAnswered })
  const { draft, faults } = answering
  const isEditing = draft.edit !== null

  const focusFirst = () => {
    const field = card.current?.querySelector<HTMLElement>('[data-answer] :is(input, select, textarea)')
    field?.focus()
  }
  useAnswerKeys({
    ...{ approval, answering },
    disabled: isStale ? words.inbox.gate.changed : null,
    focusAnswer: focusFirst,
    delegate: () => setHandingOver(true),
  })
  const refresh = () => {
    setChanges(listChanges(shown, latest))
    setShown(latest)
    answering.startOver(latest)
  }
  return (
    <section
      ref={card}
      aria-label={words.inbox.gate.label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || answering.stage.type === 'open') return
        event.preventDefault()
        event.stopPropagation()
        answering.backOut()
      }}
      className="flex flex-col gap-3 rounded-lg border border-attention bg-surface p-4 pb-3 shadow-low"
    >
      <div className="flex items-center gap-2 text-attention">
        <Hand size={16} aria-hidden />
        <h3 className="font-semibold">{words.inbox.card.needs}</h3>
        <span className="ms-auto text-muted text-sm">
          {words.inbox.asked} <Ago at={approval.postedAt} />
        </span>
      </div>
      <div className="[&>div>:first-child]:font-semibold [&>div>:first-child]:text-lg [&>p]:font-semibold [&>p]:text-lg">
        <QuestionText approval={approval} />
      </div>
      {approval.description.trim() !== '' && <ReadableText text={approval.description} />}
      {detail?.item != null && <CardFacts item={detail.item} isInRun={isInRun} />}
      <GateFacts approval={approval} />
      <ChangeList changes={changes} />
      {!isEditing && <SubjectView approval={approval} nameOf={nameOf} />}
      {!isEditing && <UpstreamView runId={approval.runId} upstream={detail?.upstream ?? []} />}
      <div data-answer className="flex flex-col gap-3">
        <AnswerFields approval={approval} answering={answering} note={note} />
      </div>
      {!isEditing && (
        <AnswerEffects approval={approval} consequences={detail?.consequences ?? null} nameOf={nameOf} />
      )}
      <Fault text={faults.edit} />
      {isStale ? (
        <ChangedNote onShow={refresh} />
      ) : (
        <AnswerButtons approval={approval} risk={risk} answering={answering} />
      )}
      <FailureNote error={answering.error} />
      <HandOver approval={approval} by={draft.by} isOpen={isHandingOver} onOpen={setHandingOver} />
    </section>
  )
}

interface HandOverProps {
  readonly approval: Approval
  readonly by: string
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}

/** Delegates the approval to another person. Collapsed, since most approvals are answered by whoever opens them. */
function HandOver({ approval, by, isOpen, onOpen }: HandOverProps) {
  const { orpc } = useRpc()
  const [to, setTo] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { gate } = words.inbox
  const delegating = useMutation(orpc.runs.delegateApproval.mutationOptions({ onSuccess: () => setTo('') }))
  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])
  const name = to.trim()
  return (
    <details open={isOpen} onToggle={(event) => onOpen(event.currentTarget.open)}>
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted text-sm hover:text-ink">
        {gate.handOver}
      </summary>
      <form
        className="mt-2 flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') delegating.mutate({ approvalId: approval.id, by: by.trim() || 'me', to: name })
        }}
      >
        <TextField ref={field} label={gate.theirName} value={to} maxLength={100} onChange={setTo} />
        <Button type="submit" disabled={name === '' || delegating.isPending}>
          {gate.doHandOver}
        </Button>
      </form>
      <FailureNote error={delegating.error} className="mt-2" />
    </details>
  )
}
