import { useMutation } from '@tanstack/react-query'
import { Check, CircleAlert } from 'lucide-react'
import type { Backup } from '#shared/contract/system.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { formatBytes, formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'

const { data: say } = words.settings

/** One backup, which is read whole when it is checked. */
export function BackupRow({ backup, onRestore }: { backup: Backup; onRestore: () => void }) {
  const { name, path, bytes, at } = backup
  const { orpc } = useRpc()
  const checking = useMutation(orpc.system.checkBackup.mutationOptions())
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2 last:border-b-0">
      <div className="min-w-48 flex-1">
        <p className="font-medium">{formatInstant(at)}</p>
        <p className="break-all text-muted text-sm">
          {formatBytes(bytes)} · {name}
        </p>
        <div role="status">
          {checking.data !== undefined &&
            (checking.data.isWhole ? (
              <p className="flex items-center gap-1.5 text-done">
                <Check size={14} aria-hidden />
                {say.whole(checking.data.entries, checking.data.files)}
              </p>
            ) : (
              <p className="flex items-center gap-1.5 text-failed">
                <CircleAlert size={14} aria-hidden />
                {say.damaged}: {checking.data.problem}
              </p>
            ))}
        </div>
        {checking.isError && <FailureNote error={checking.error} />}
      </div>
      <CopyButton text={path} label={say.copyPath(name)} />
      <Button disabled={checking.isPending} onClick={() => checking.mutate({ name })}>
        {checking.isPending ? say.checking : say.check}
      </Button>
      <Button aria-label={say.restoreOne(name)} onClick={onRestore}>
        {say.restore}
      </Button>
    </li>
  )
}
