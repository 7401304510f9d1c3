import { Toast } from '@base-ui/react/toast'
import { CircleAlert, X } from 'lucide-react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { words } from '#shared/words/words.ts'
import { IconButton } from './controls/button.tsx'

interface Offer {
  readonly label: string
  readonly run: () => void
}

interface ToastWords {
  readonly title: string
  readonly description?: string
  /** Undoes the action; shown as a button. */
  readonly undo?: () => void
  /** Another action for this toast, as a second button. */
  readonly offer?: Offer
  /** A failure toast stays until closed. */
  readonly isFailure?: boolean
  /** Screen readers announce the toast immediately, interrupting other speech. For messages that need the user. */
  readonly isUrgent?: boolean
  /** Time on screen in milliseconds; equals the time to undo. */
  readonly shownMs?: number
  /** Called when the toast disappears, for any reason. */
  readonly onClose?: () => void
}

const manager = Toast.createToastManager<Offer>()
const mostlyMs = 6000
const failureType = 'failure'
/** Text that screen readers announce immediately. */
const urgent = createStore<{ said: string }>(() => ({ said: '' }))

/** Shows a toast from anywhere in the app, with an optional undo button. Returns a function that closes the toast. */
export function showToast(said: ToastWords): () => void {
  const { title, description, onClose, undo, offer, isFailure = false, shownMs = mostlyMs } = said
  if (said.isUrgent ?? isFailure) urgent.setState({ said: title })
  const id = manager.add({
    title,
    type: isFailure ? failureType : 'said',
    timeout: isFailure ? 0 : shownMs,
    // Never `high`: that hides the toast from screen readers but leaves its button in the tab order.
    priority: 'low',
    ...(description !== undefined && { description }),
    ...(onClose !== undefined && { onClose }),
    ...(offer !== undefined && {
      data: {
        label: offer.label,
        run: () => {
          offer.run()
          manager.close(id)
        },
      },
    }),
    ...(undo !== undefined && {
      actionProps: {
        children: words.common.undo,
        onClick: () => {
          undo()
          manager.close(id)
        },
      },
    }),
  })
  return () => manager.close(id)
}

/** Container for toasts. Rendered once per window. */
export function Toasts() {
  const said = useStore(urgent, (state) => state.said)
  return (
    <>
      <div aria-live="assertive" className="sr-only">
        {said}
      </div>
      <Toast.Provider toastManager={manager} limit={3}>
        <Toast.Portal>
          <Toast.Viewport className="fixed end-4 bottom-4 max-sm:bottom-[72px] z-[60] flex w-[340px] max-w-[calc(100vw-32px)] flex-col gap-2">
            <ToastList />
          </Toast.Viewport>
        </Toast.Portal>
      </Toast.Provider>
    </>
  )
}

function ToastList() {
  const { toasts } = Toast.useToastManager<Offer>()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="appearing flex items-start gap-2 rounded-lg border border-line bg-raised p-3 shadow-high"
    >
      {toast.type === failureType && (
        <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-failed" />
      )}
      <Toast.Content className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
        <div className="min-w-0 flex-1">
          <Toast.Title className="break-words font-medium" />
          <Toast.Description className="break-words text-muted" />
        </div>
        {toast.data !== undefined && (
          <button
            type="button"
            onClick={toast.data.run}
            className="h-7 rounded-md px-2 font-medium text-accent hover:bg-hover"
          >
            {toast.data.label}
          </button>
        )}
        <Toast.Action className="h-7 rounded-md px-2 font-medium text-accent hover:bg-hover" />
      </Toast.Content>
      <Toast.Close render={<IconButton label={words.common.close} icon={X} className="-m-1.5" />} />
    </Toast.Root>
  ))
}
