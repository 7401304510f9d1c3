import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type FormEvent, type KeyboardEventHandler, type ReactNode, useRef } from 'react'
import { words } from '../../words/words.ts'
import { beginAt } from '../begin-at.ts'
import { FailureNote } from '../notes.tsx'
import { Button, IconButton } from './button.tsx'

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
  const popup = useRef<HTMLDivElement>(null)
  // React's autoFocus comes before the dialog has seen where the focus is to go back to.
  const begin = beginAt(() => popup.current?.querySelector<HTMLElement>('[data-autofocus]'))
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) onSubmit()
  }
  return (
    <Dialog.Root
      open={isOpen}
      disablePointerDismissal
      onOpenChange={(open) => !open && !isUnderWay && onClose()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          ref={popup}
          initialFocus={begin}
          onKeyDown={onKeyDown}
          className="appearing fixed top-1/2 left-1/2 z-50 flex max-h-[94vh] w-[min(560px,94vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high outline-none"
        >
          <header className="flex items-start justify-between gap-3 border-line border-b py-4 ps-6 pe-4">
            <div className="flex min-h-8 min-w-0 flex-col justify-center">
              <Dialog.Title className="break-words font-semibold text-lg">{title}</Dialog.Title>
              {about !== undefined && <Dialog.Description className="text-muted">{about}</Dialog.Description>}
            </div>
            <Dialog.Close disabled={isUnderWay} render={<IconButton label={words.common.close} icon={X} />} />
          </header>
          <form noValidate onSubmit={send} className="flex min-h-0 flex-col">
            <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 py-5">
              {children}
              {error !== null && <FailureNote error={error} />}
            </div>
            <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-6 py-4">
              <div className="me-auto">{beside}</div>
              <Button disabled={isUnderWay} onClick={onClose}>
                {words.common.cancel}
              </Button>
              <Button type="submit" look="primary" disabled={isBusy}>
                {submit}
              </Button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
