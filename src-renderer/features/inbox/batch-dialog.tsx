import { useMutation } from '@tanstack/react-query'
import type { InboxItem } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'
import { readSignature } from '../../entities/approvals/answer/signature.ts'
import { RiskBadge } from '../../entities/approvals/risk-badge.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { DialogFrame } from '../../ui/controls/dialog-frame.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { visible } from '../../ui/visible-characters.ts'

interface BatchDialogProps {
  readonly items: readonly InboxItem[]
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Confirmation that lists every selected approval before all of them are approved. */
export function BatchDialog({ items, isOpen, onClose, onDone }: BatchDialogProps) {
  const { orpc } = useRpc()
  const sending = useMutation(
    orpc.runs.answerApprovals.mutationOptions({
      onSuccess(answers) {
        const left = answers.filter(({ refusal }) => refusal !== null)
        const done = answers.length - left.length
        const why = left.map(({ refusal }) => refusal?.message ?? '').join(' ')
        if (done > 0) showToast({ title: words.inbox.batchDone(done) })
        if (left.length > 0) {
          showToast({ title: words.inbox.batchLeft(left.length), description: why, isFailure: true })
        }
        onDone()
      },
    }),
  )
  const send = () =>
    sending.mutate({
      answers: items.map(({ approvalId, hash }) => ({
        ...{ approvalId, hash, answer: 'approve' as const, by: readSignature() },
      })),
    })
  return (
    <DialogFrame
      {...{ isOpen, onClose }}
      size="form"
      title={words.inbox.batchTitle(items.length)}
      about={words.inbox.batchAbout}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button look="primary" disabled={sending.isPending} onClick={send}>
            {words.inbox.batchSend(items.length)}
          </Button>
        </>
      }
    >
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.approvalId} className="py-2.5 first:pt-0 last:pb-0">
            <p className="break-words font-medium">{visible(item.question)}</p>
            <p className="break-words text-muted text-sm">
              {item.taskTitle} · {item.runTitle}
            </p>
            <p className="text-sm">
              <RiskBadge risk={item.risk} hasCauses />
            </p>
          </li>
        ))}
      </ul>
      <FailureNote error={sending.error} />
    </DialogFrame>
  )
}
