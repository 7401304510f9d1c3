import { Dialog } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { words } from '../../words/words.ts'
import { IconButton } from './button.tsx'

interface DialogFrameProps {
  readonly title: string
  readonly about?: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Buttons at the foot. */
  readonly actions?: ReactNode
  readonly size?: 'small' | 'large'
  /** Has the focus at first, in place of the button that closes. */
  readonly startsAt?: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

const sizes = {
  small: 'top-1/2 max-h-[88vh] w-[min(460px,94vw)] -translate-y-1/2',
  // From above: it grows and shrinks with what it shows, and what is pressed stays where it is.
  large: 'top-[5vh] max-h-[min(760px,90vh)] w-[min(1080px,94vw)]',
} as const

/** A question or a look at something, over the page: a heading, what there is, and what can be done. */
export function DialogFrame(props: DialogFrameProps) {
  const { title, about, isOpen, onClose, actions, size = 'small', startsAt, children } = props
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          {...(startsAt !== undefined && { initialFocus: startsAt })}
          className={clsx(
            'appearing fixed left-1/2 z-50 flex -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-high outline-none',
            sizes[size],
          )}
        >
          <header className="flex items-start justify-between gap-3 border-line border-b py-4 ps-6 pe-4">
            <div className="flex min-h-8 min-w-0 flex-col justify-center">
              <Dialog.Title className="break-words font-semibold text-lg">{title}</Dialog.Title>
              {about !== undefined && (
                <Dialog.Description className="break-words text-muted">{about}</Dialog.Description>
              )}
            </div>
            <Dialog.Close render={<IconButton label={words.common.close} icon={X} />} />
          </header>
          <div className="flex min-h-0 flex-1 flex-col overflow-auto px-6 py-5">{children}</div>
          {actions !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-6 py-4">
              {actions}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
