import { Dialog } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type ComponentProps, type KeyboardEventHandler, type ReactNode, type RefObject, useRef } from 'react'
import { words } from '#shared/words/words.ts'
import { IconButton } from './button.tsx'

const middle = 'top-1/2 -translate-y-1/2'
const sizes = {
  small: clsx(middle, 'max-h-[88vh] w-[min(460px,94vw)]'),
  form: clsx(middle, 'max-h-[94vh] w-[min(560px,94vw)]'),
  wide: clsx(middle, 'max-h-[min(820px,94vh)] w-[min(640px,94vw)]'),
  broad: clsx(middle, 'max-h-[min(820px,94vh)] w-[min(820px,94vw)]'),
  sheet: clsx(middle, 'max-h-[86vh] w-[860px] max-w-[calc(100vw-24px)] overflow-hidden'),
  // Fixed near the top, so that the field does not move when the list below changes.
  choice: 'top-[12vh] max-h-[min(560px,76vh)] w-[640px] max-w-[calc(100vw-24px)] overflow-hidden',
  // Fixed at the top, so that controls do not move when the content grows or shrinks.
  large: 'top-[5vh] max-h-[min(760px,90vh)] w-[min(1080px,94vw)]',
} as const

export interface DialogShellProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Called before the dialog closes; false keeps it open. */
  readonly mayClose?: (reason: string) => boolean
  /** A click outside does not close the dialog. */
  readonly isKept?: boolean
  readonly size: keyof typeof sizes
  /** Initial focus: the dialog itself, an element, or the element with `data-autofocus`. Absent: the close button. */
  readonly startsAt?: RefObject<HTMLElement | null> | 'dialog' | 'marked' | undefined
  /** Moves the focus after closing; false: the focus has moved already. Absent: the earlier focus returns. */
  readonly finalFocus?: (() => boolean) | undefined
  readonly onKeyDown?: KeyboardEventHandler | undefined
  readonly children: ReactNode
}

/** Modal dialog box. */
export function DialogShell(props: DialogShellProps) {
  const {
    isOpen,
    onClose,
    mayClose = () => true,
    isKept = false,
    size,
    startsAt,
    finalFocus,
    onKeyDown,
    children,
  } = props
  const popup = useRef<HTMLDivElement>(null)
  const focus: ComponentProps<typeof Dialog.Popup>['initialFocus'] =
    startsAt === 'dialog'
      ? popup
      : startsAt === 'marked'
        ? // React's autoFocus runs before the dialog has recorded the element to return the focus to.
          beginAt(() => popup.current?.querySelector<HTMLElement>('[data-autofocus]'))
        : startsAt
  return (
    <Dialog.Root
      open={isOpen}
      disablePointerDismissal={isKept}
      onOpenChange={(open, { reason }) => !open && mayClose(reason) && onClose()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-50 bg-scrim" />
        <Dialog.Popup
          ref={popup}
          initialFocus={focus}
          finalFocus={finalFocus}
          onKeyDown={onKeyDown}
          className={clsx(
            'appearing fixed left-1/2 z-50 flex -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-high outline-none',
            sizes[size],
          )}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/**
 * Focuses the element synchronously. The dialog library sets the focus one frame later, so keys typed until then would
 * reach the page below. Without such an element, the library's default applies.
 */
const beginAt = (find: () => HTMLElement | null | undefined) => (): boolean => {
  const first = find()
  first?.focus()
  return !first
}

export interface DialogHeadProps {
  readonly title: string
  readonly about?: ReactNode
  /** The action is running and can no longer be cancelled. */
  readonly isUnderWay?: boolean
}

export function DialogHead({ title, about, isUnderWay = false }: DialogHeadProps) {
  return (
    <header className="flex items-start justify-between gap-3 border-line border-b py-4 ps-6 pe-4">
      <div className="flex min-h-8 min-w-0 flex-col justify-center">
        <Dialog.Title className="break-words font-semibold text-lg">{title}</Dialog.Title>
        {about !== undefined && (
          <Dialog.Description className="break-words text-muted">{about}</Dialog.Description>
        )}
      </div>
      <Dialog.Close disabled={isUnderWay} render={<IconButton label={words.common.close} icon={X} />} />
    </header>
  )
}

/** Row of dialog buttons. The first may be aligned to the opposite side. */
export const DialogFoot = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-6 py-4">
    {children}
  </footer>
)

interface DialogFrameProps extends Omit<DialogShellProps, 'size'>, DialogHeadProps {
  /** Buttons in the footer. */
  readonly actions?: ReactNode
  readonly size?: DialogShellProps['size']
}

/** A dialog with a heading, content and actions. */
export function DialogFrame({ title, about, actions, size = 'small', children, ...shell }: DialogFrameProps) {
  return (
    <DialogShell size={size} {...shell}>
      <DialogHead title={title} about={about} />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto px-6 py-5">{children}</div>
      {actions !== undefined && <DialogFoot>{actions}</DialogFoot>}
    </DialogShell>
  )
}
