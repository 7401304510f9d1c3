import { Dialog } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'
import { MergeDialog } from './merge-dialog.tsx'

const says = words.run.merge

interface MergeButtonProps {
  readonly runId: string
  /** Null: all of the run, which is over. */
  readonly taskKey: string | null
}

/** The way to merge what worktrees came to; nothing where nothing is to be merged. */
export function MergeButton({ runId, taskKey }: MergeButtonProps) {
  const { orpc } = useRpc()
  const [isOpen, setOpen] = useState(false)
  const input = { runId, ...(taskKey !== null && { taskKey }) }
  const preview = useQuery(orpc.workspaces.previewMerge.queryOptions({ input }))
  const hasNothing = preview.isError && failureOf(preview.error).code === 'E_STATE'
  // What stands in an open dialog, such as that it was merged, stays until it is closed.
  if (!isOpen && (preview.isPending || hasNothing)) return null
  const open = (isOpening: boolean) => {
    setOpen(isOpening)
    // The project may be another since this was first looked at, or merged into by now.
    void preview.refetch()
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={open}>
      <Dialog.Trigger render={<Button icon={GitMerge}>{says.button}</Button>} />
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="appearing fixed top-1/2 left-1/2 z-50 flex max-h-[min(820px,94vh)] w-[min(820px,94vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high outline-none">
          <MergeDialog
            preview={preview.data ?? null}
            failure={preview.error}
            isLooking={preview.isFetching}
            onLook={() => void preview.refetch()}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
