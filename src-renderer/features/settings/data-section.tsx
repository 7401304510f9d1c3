import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Backup } from '#shared/contract/system.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { formatBytes } from '../../ui/text/format.ts'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'
import { BackupRow } from './backup-row.tsx'
import { CompactionGroup } from './compaction-group.tsx'
import { LastRestore } from './last-restore.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { Group, Setting } from './setting.tsx'

const { data: say, sections } = words.settings

/** Where the data is, how large it is, and copies of it. */
export function DataSection() {
  const { orpc } = useRpc()
  const [restored, setRestored] = useState<Backup | null>(null)
  const info = useQuery(orpc.system.info.queryOptions())
  const storage = useQuery(orpc.system.storage.queryOptions())
  const backups = useQuery(orpc.system.listBackups.queryOptions())
  const making = useMutation(
    orpc.system.backUp.mutationOptions({
      onSuccess: ({ name }) => showToast({ title: say.backedUp(name) }),
    }),
  )
  const failed = [info, storage, backups].find(({ isError }) => isError)
  if (failed !== undefined) return <FailureNote error={failed.error} onRetry={() => void failed.refetch()} />
  if (info.data === undefined || storage.data === undefined || backups.data === undefined) {
    return <Skeleton lines={5} />
  }
  const { database, artifacts, backups: kept, workspaces } = storage.data
  const sizes: [string, number][] = [
    [say.database, database],
    [say.artifacts, artifacts],
    [say.workspaces, workspaces.reduce((sum, { bytes }) => sum + bytes, 0)],
    [say.backups, kept],
  ]
  return (
    <>
      <Group title={sections.data}>
        <Setting title={say.folder} about={say.folderAbout}>
          <code className="min-w-0 break-all font-mono text-sm">{info.data.dataDir}</code>
          <CopyButton text={info.data.dataDir} />
        </Setting>
        {sizes.map(([title, bytes]) => (
          <Setting key={title} title={title}>
            <span className="tabular">{formatBytes(bytes)}</span>
          </Setting>
        ))}
      </Group>
      <Group
        title={say.backupTitle}
        about={say.backupAbout}
        actions={
          <Button look="primary" disabled={making.isPending} onClick={() => making.mutate(undefined)}>
            {making.isPending ? say.backingUp : say.backUp}
          </Button>
        }
      >
        {making.isError && <FailureNote error={making.error} />}
        <LastRestore />
        {backups.data.length === 0 && <p className="py-3 text-muted">{say.noBackups}</p>}
        <ul aria-label={say.backupTitle} className="max-h-96 overflow-y-auto">
          {backups.data.map((backup) => (
            <BackupRow key={backup.name} backup={backup} onRestore={() => setRestored(backup)} />
          ))}
        </ul>
      </Group>
      <CompactionGroup />
      {restored !== null && <RestoreDialog backup={restored} onClose={() => setRestored(null)} />}
    </>
  )
}
