import { Dialog } from '@base-ui/react/dialog'
import { useMutation } from '@tanstack/react-query'
import type { InboxItem } from '#shared/model/inbox.ts'
import { readSignature } from '../../entities/approvals/answer/signature.ts'
import { RiskBadge } from '../../entities/approvals/risk-badge.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { visible } from '../../ui/visible.ts'
import { words } from '../../words/words.ts'

interface BatchDialogProps {
  readonly items: readonly InboxItem[]
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Each of several questions named once more, before all of them are approved. */
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
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="appearing fixed top-1/2 left-1/2 z-50 flex max-h-[80vh] w-[560px] max-w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high">
          <div className="px-5 pt-4">
            <Dialog.Title className="font-semibold text-lg">
              {words.inbox.batchTitle(items.length)}
            </Dialog.Title>
            <Dialog.Description className="mt-1 text-muted">{words.inbox.batchAbout}</Dialog.Description>
          </div>
          <ul className="mt-3 min-h-0 flex-1 overflow-auto border-line border-y" tabIndex={-1}>
            {items.map((item) => (
              <li key={item.approvalId} className="border-line border-b px-5 py-2.5 last:border-b-0">
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
          {sending.isError && (
            <div className="px-5 pt-3">
              <FailureNote error={sending.error} />
            </div>
          )}
          <div className="flex justify-end gap-2 px-5 py-3">
            <Button onClick={onClose}>{words.common.cancel}</Button>
            <Button look="primary" disabled={sending.isPending} onClick={send}>
              {words.inbox.batchSend(items.length)}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
