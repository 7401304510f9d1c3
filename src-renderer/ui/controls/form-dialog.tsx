import type { FormEvent, KeyboardEventHandler, ReactNode } from 'react'
import { words } from '../../words/words.ts'
import { FailureNote } from '../notes.tsx'
import { Button } from './button.tsx'
import { DialogFoot, DialogHead, DialogShell } from './dialog-frame.tsx'

interface FormDialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly about?: ReactNode
  /** The word on the button that keeps what is filled in. */
  readonly submit: string
  readonly isBusy?: boolean
  /** There is no way back any more: it stays until it is over. */
  readonly isUnderWay?: boolean
  /** Why it was not taken; null: nobody said no. */
  readonly error?: unknown
  /** At the left of the buttons. */
  readonly beside?: ReactNode
  /** Wherever in it the focus is. */
  readonly onKeyDown?: KeyboardEventHandler
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A few fields over the screen: Enter keeps them, Escape does not. The one with `data-autofocus` is begun with. */
export function FormDialog(props: FormDialogProps) {
  const {
    isOpen,
    title,
    about,
    submit,
    isBusy = false,
    isUnderWay = false,
    error = null,
    beside,
    onKeyDown,
    onSubmit,
    onClose,
    children,
  } = props
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
      <DialogHead {...{ title, about, isUnderWay }} />
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
