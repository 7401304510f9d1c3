import type { InboxItem } from '#shared/model/inbox.ts'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'
import { canBatch } from './inbox-lines.ts'

interface BatchBarProps {
  readonly items: readonly InboxItem[]
  readonly onApprove: () => void
  readonly onClear: () => void
}

/** What can be done with the marked questions together, or why nothing can. */
export function BatchBar({ items, onApprove, onClear }: BatchBarProps) {
  const isPossible = canBatch(items)
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-t bg-raised px-4 py-3">
      <p role="status" className="min-w-0 flex-1 break-words text-sm">
        {isPossible ? words.inbox.marked(items.length) : words.inbox.mixedMarks}
      </p>
      <Button look="ghost" onClick={onClear}>
        {words.inbox.unmark}
      </Button>
      <Button look="primary" disabled={!isPossible} onClick={onApprove}>
        {words.inbox.approveMarked(items.length)}
      </Button>
    </div>
  )
}
