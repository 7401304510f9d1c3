import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Hand } from 'lucide-react'
import { useId, useState } from 'react'
import { type Approval, type ApprovalAnswer, allowedAnswers } from '#shared/model/approval.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatInstant } from '../../ui/format.ts'
import { FailureNote } from '../../ui/notes.tsx'
import { ReadableText } from '../../ui/readable-text.tsx'
import { Ago } from '../../ui/time.tsx'

interface AnswerLook {
  readonly word: string
  readonly past: string
  readonly effect: string
  readonly look: 'primary' | 'secondary' | 'danger'
}

const answerLooks: Record<ApprovalAnswer, AnswerLook> = {
  approve: { word: 'Approve', past: 'Approved', effect: 'The task starts.', look: 'primary' },
  reject: {
    word: 'Reject',
    past: 'Rejected',
    effect: 'The task is cancelled; what waits for it does not start.',
    look: 'danger',
  },
  happened: {
    word: 'It happened',
    past: 'Answered “it happened”',
    effect: 'The task counts as done.',
    look: 'primary',
  },
  run_again: {
    word: 'Run again',
    past: 'Sent to run again',
    effect: 'The work is done once more.',
    look: 'secondary',
  },
  fail: { word: 'Fail', past: 'Failed by hand', effect: 'The task counts as failed.', look: 'danger' },
}

/** A question that blocks the task, with the answers that its gate allows and what follows from each. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  if (approval.answeredAt !== null) return <Answered approval={approval} />
  return <Open approval={approval} />
}

function Open({ approval }: { approval: Approval }) {
  const { orpc } = useRpc()
  const queries = useQueryClient()
  const answering = useMutation(
    orpc.runs.answerApproval.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: orpc.runs.key() }),
    }),
  )
  const [note, setNote] = useState('')
  const noteId = useId()
  const answers = allowedAnswers[approval.kind]
  return (
    <section aria-label="Approval" className="rounded-lg border border-attention bg-attention-soft p-4">
      <div className="flex items-center gap-2 text-attention">
        <Hand size={16} aria-hidden />
        <h3 className="font-semibold">Needs your answer</h3>
        <span className="ml-auto text-muted text-sm">
          asked <Ago at={approval.postedAt} />
        </span>
      </div>
      <div className="mt-3 font-medium">
        <ReadableText text={approval.question} />
      </div>
      <ul className="mt-2 text-muted text-sm">
        {answers.map((answer) => (
          <li key={answer}>
            <span className="font-medium">{answerLooks[answer].word}:</span> {answerLooks[answer].effect}
          </li>
        ))}
      </ul>
      <label htmlFor={noteId} className="mt-3 block text-muted text-sm">
        Note (optional)
      </label>
      <textarea
        id={noteId}
        value={note}
        rows={2}
        maxLength={10_000}
        onChange={(event) => setNote(event.target.value)}
        className="mt-1 w-full resize-y rounded-md border border-line-strong bg-surface px-3 py-2"
      />
      <div className="mt-3 flex flex-wrap gap-2">
        {answers.map((answer) => (
          <Button
            key={answer}
            look={answerLooks[answer].look}
            disabled={answering.isPending}
            onClick={() =>
              answering.mutate({
                approvalId: approval.id,
                answer,
                ...(note.trim() === '' ? {} : { note: note.trim() }),
              })
            }
          >
            {answerLooks[answer].word}
          </Button>
        ))}
      </div>
      {answering.isError && (
        <div className="mt-3">
          <FailureNote error={answering.error} />
        </div>
      )}
    </section>
  )
}

function Answered({ approval }: { approval: Approval }) {
  const { answer, answeredAt, note, question } = approval
  return (
    <section aria-label="Approval" className="rounded-lg border border-line bg-sunken p-4">
      <p>
        <span className="font-semibold">{answer === null ? 'Withdrawn' : answerLooks[answer].past}</span>
        {answeredAt !== null && <span className="text-muted"> · {formatInstant(answeredAt)}</span>}
      </p>
      <p className="mt-1 text-muted">{question}</p>
      {note !== null && <p className="mt-2 whitespace-pre-wrap">“{note}”</p>}
    </section>
  )
}
