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
  // Near the top: a field stays where it is while the list below it changes.
  choice: 'top-[12vh] max-h-[min(560px,76vh)] w-[640px] max-w-[calc(100vw-24px)] overflow-hidden',
  // From above: it grows and shrinks with what it shows, and what is pressed stays where it is.
  large: 'top-[5vh] max-h-[min(760px,90vh)] w-[min(1080px,94vw)]',
} as const

export interface DialogShellProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Asked before it closes. */
  readonly mayClose?: (reason: string) => boolean
  /** A click beside it does not close it. */
  readonly isKept?: boolean
  readonly size: keyof typeof sizes
  /**
   * Has the focus at first: the dialog itself, an element, or the one with `data-autofocus`. Absent: the button that closes.
   */
  readonly startsAt?: RefObject<HTMLElement | null> | 'dialog' | 'marked' | undefined
  /** Moves the focus after closing; false: it has moved already. Absent: the earlier focus returns. */
  readonly finalFocus?: (() => boolean) | undefined
  readonly onKeyDown?: KeyboardEventHandler | undefined
  readonly children: ReactNode
}

/** The box of a dialog over the page. */
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
        ? // React's autoFocus comes before the dialog has seen where the focus is to go back to.
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
 * The focus is there before the next key comes. The dialog itself sets it a frame later, and until then what a quick
 * person types goes to the page below. Without such an element it does so as ever.
 */
const beginAt = (find: () => HTMLElement | null | undefined) => (): boolean => {
  const first = find()
  first?.focus()
  return !first
}

export interface DialogHeadProps {
  readonly title: string
  readonly about?: ReactNode
  /** There is no way back any more. */
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

/** Buttons; the first of them may stand at the other side. */
export const DialogFoot = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-6 py-4">
    {children}
  </footer>
)

interface DialogFrameProps extends Omit<DialogShellProps, 'size'>, DialogHeadProps {
  /** Buttons at the foot. */
  readonly actions?: ReactNode
  readonly size?: DialogShellProps['size']
}

/** A question or a look at something, over the page: a heading, what there is, and what can be done. */
export function DialogFrame({ title, about, actions, size = 'small', children, ...shell }: DialogFrameProps) {
  return (
    <DialogShell size={size} {...shell}>
      <DialogHead title={title} about={about} />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto px-6 py-5">{children}</div>
      {actions !== undefined && <DialogFoot>{actions}</DialogFoot>}
    </DialogShell>
  )
}
