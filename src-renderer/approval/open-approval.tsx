import { useQuery } from '@tanstack/react-query'
import { Hand } from 'lucide-react'
import { useState } from 'react'
import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'
import { useRpc } from '../rpc/context.tsx'
import { useRun } from '../stores/run-context.tsx'
import { Fault } from '../ui/field.tsx'
import { FailureNote } from '../ui/notes.tsx'
import { ReadableText } from '../ui/readable-text.tsx'
import { Ago } from '../ui/time.tsx'
import { visible } from '../ui/visible.ts'
import { AnswerButtons } from './answer-buttons.tsx'
import { type AnswerDraft, answerOf, type Faults, startDraft, startEdit } from './answer-draft.ts'
import { AnswerEffects } from './answer-effects.tsx'
import { AnswerFields } from './answer-fields.tsx'
import { ChangedNote, ChangeList } from './changed-note.tsx'
import { type Change, listChanges } from './changes.ts'
import { GateFacts } from './gate-facts.tsx'
import { HandOver } from './hand-over.tsx'
import { keepSignature, readSignature } from './signature.ts'
import { SubjectView } from './subject-view.tsx'
import { useAnswer } from './use-answer.ts'

const nothing: Faults = {}

/**
 * A question that blocks a task, with what it is about and what follows from each answer. It keeps showing what it
 * showed first: nothing may change under the pointer, and an answer is bound to what was seen.
 */
export function OpenApproval({ approval: latest }: { approval: Approval }) {
  const { orpc } = useRpc()
  const tasks = useRun((state) => state.tasks)
  const { data } = useQuery(
    orpc.runs.getApproval.queryOptions({ input: { approvalId: latest.id }, placeholderData: (old) => old }),
  )
  const [shown, setShown] = useState(latest)
  const [changes, setChanges] = useState<readonly Change[]>([])
  const [draft, setDraft] = useState<AnswerDraft>(() => startDraft(latest, readSignature()))
  const [faults, setFaults] = useState<Faults>(nothing)
  const answering = useAnswer()
  const isStale = shown.hash !== latest.hash
  // Who may answer and who has is no part of what is decided on, and always as it is now.
  const approval = isStale ? shown : latest
  const nameOf = (key: string) => tasks.get(key)?.title ?? key

  const send = (answer: ApprovalAnswer) => {
    const sent = answerOf(approval, draft, answer)
    setFaults(sent.ok ? nothing : sent.error)
    if (!sent.ok) return
    // The name of who was asked is not the name of who sits here.
    if (approval.assignee === null) keepSignature(sent.value.by)
    // A first vote of several leaves the gate open: the next person starts afresh.
    answering.mutate(sent.value, { onSuccess: () => setDraft(startDraft(approval, sent.value.by)) })
  }
  const refresh = () => {
    setChanges(listChanges(shown, latest))
    setShown(latest)
    // An edit of what was there before would take back what somebody else changed.
    setDraft((before) => ({ ...startDraft(latest, before.by), note: before.note, form: before.form }))
    setFaults(nothing)
    answering.reset()
  }
  const edit = (isEditing: boolean) => {
    setFaults(nothing)
    setDraft((before) => ({ ...before, edit: isEditing ? startEdit(approval) : null }))
  }
  return (
    <section
      aria-label="Approval"
      className="flex flex-col gap-3 rounded-lg border border-attention bg-attention-soft p-4"
    >
      <div className="flex items-center gap-2 text-attention">
        <Hand size={16} aria-hidden />
        <h3 className="font-semibold">Needs your answer</h3>
        <span className="ml-auto text-muted text-sm">
          asked <Ago at={approval.postedAt} />
        </span>
      </div>
      <div className="font-medium">
        {approval.kind === 'permission' ? (
          // In an agent's own words: nothing in them is set as if it were ours.
          <p className="whitespace-pre-wrap break-words">{visible(approval.question)}</p>
        ) : (
          <ReadableText text={approval.question} />
        )}
      </div>
      {approval.description.trim() !== '' && <ReadableText text={approval.description} />}
      <GateFacts approval={approval} />
      <ChangeList changes={changes} />
      {draft.edit === null && <SubjectView approval={approval} nameOf={nameOf} />}
      <AnswerFields approval={approval} draft={draft} faults={faults} onDraft={setDraft} />
      {draft.edit === null && (
        <AnswerEffects approval={approval} consequences={data?.consequences ?? null} nameOf={nameOf} />
      )}
      <Fault text={faults.edit} />
      {isStale ? (
        <ChangedNote onShow={refresh} />
      ) : (
        <AnswerButtons
          approval={approval}
          isEditing={draft.edit !== null}
          isBusy={answering.isPending}
          onAnswer={send}
          onEdit={edit}
        />
      )}
      {answering.isError && <FailureNote error={answering.error} />}
      <HandOver approval={approval} by={draft.by} />
    </section>
  )
}
