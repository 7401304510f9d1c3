import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Backup } from '#shared/contract/system.ts'
import { useConnection, useRpc } from '../../rpc/context.tsx'
import { expectRestart } from '../../rpc/restarting.ts'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'

const { data: say } = words.settings

/** Asks before everything goes back, and shows the window anew once the engine is there again. */
export function RestoreDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { orpc } = useRpc()
  const { opened } = useConnection()
  const restoring = useMutation(orpc.system.restoreBackup.mutationOptions({ onSuccess: expectRestart }))
  const isAgain = useReopened(opened, restoring.isSuccess)
  useEffect(() => {
    // What the window knows is of another log.
    if (isAgain) location.reload()
  }, [isAgain])
  return (
    <FormDialog
      isOpen
      title={say.restoreTitle}
      submit={restoring.isSuccess ? say.restarting : restoring.isPending ? say.restoring : say.restoreNow}
      isBusy={restoring.isPending || restoring.isSuccess}
      isUnderWay={restoring.isPending || restoring.isSuccess}
      error={restoring.error}
      onSubmit={() => restoring.mutate({ name: backup.name })}
      onClose={onClose}
    >
      <p>{say.restoreAbout(formatInstant(backup.at), backup.seq)}</p>
      <p className="text-muted">{say.restoreSafety}</p>
      <p className="break-all text-muted text-sm">{backup.name}</p>
    </FormDialog>
  )
}

/** Whether the connection was opened once more since `isWaiting`. */
function useReopened(opened: number, isWaiting: boolean): boolean {
  const before = useRef(opened)
  if (!isWaiting) before.current = opened
  return isWaiting && opened > before.current
}
