import type { FormEvent, ReactNode } from 'react'
import { words } from '#shared/words/words.ts'
import { FailureNote } from '../notes.tsx'
import { Button } from './button.tsx'
import {
  DialogFoot,
  DialogHead,
  type DialogHeadProps,
  DialogShell,
  type DialogShellProps,
} from './dialog-frame.tsx'

interface FormDialogProps
  extends DialogHeadProps,
    Pick<DialogShellProps, 'isOpen' | 'onClose' | 'onKeyDown' | 'children'> {
  /** Label of the submit button. */
  readonly submit: string
  readonly isBusy?: boolean
  /** Error of the last submit; null if there is none. */
  readonly error?: unknown
  /** Content to the left of the buttons. */
  readonly beside?: ReactNode
  readonly onSubmit: () => void
}

/** A form in a dialog: Enter submits it, Escape cancels. The field with `data-autofocus` gets the initial focus. */
export function FormDialog(props: FormDialogProps) {
  const { submit, isBusy = false, error = null, beside, onSubmit, children, ...dialog } = props
  const { isOpen, onClose, onKeyDown, ...head } = dialog
  const isUnderWay = head.isUnderWay === true
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) onSubmit()
  }
  return (
    <DialogShell
      isKept
      size="form"
      startsAt="marked"
      mayClose={() => !isUnderWay}
      {...{ isOpen, onClose, onKeyDown }}
    >
      <DialogHead {...head} />
      <form noValidate onSubmit={send} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 py-5">
          {children}
          <FailureNote error={error} />
        </div>
        <DialogFoot>
          <div className="me-auto">{beside}</div>
          <Button disabled={isUnderWay} onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={isBusy}>
            {submit}
          </Button>
        </DialogFoot>
      </form>
    </DialogShell>
  )
}
