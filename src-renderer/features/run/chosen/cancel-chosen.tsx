import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'

const says = words.run.chosen.cancel

/** What was pressed is gone: the focus goes on here. */
const enter = (node: HTMLElement | null) => node?.focus()

interface CancelChosenProps {
  readonly count: number
  readonly onCancel: () => void
  readonly onClose: () => void
}

/** Cancelled tasks stay so: it asks first. */
export function CancelChosen({ count, onCancel, onClose }: CancelChosenProps) {
  return (
    <section
      ref={enter}
      tabIndex={-1}
      aria-label={says.label}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 sm:px-6"
    >
      <p className="min-w-64 flex-1">
        <span className="font-medium">{says.ask(count)}</span>{' '}
        <span className="text-muted">{says.about}</span>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="danger" disabled={count === 0} onClick={onCancel}>
          {says.submit(count)}
        </Button>
        <Button onClick={onClose}>{says.keep}</Button>
      </div>
    </section>
  )
}
