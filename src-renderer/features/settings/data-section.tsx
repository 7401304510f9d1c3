import { useMutation, useQuery } from '@tanstack/react-query'
import { Check, CircleAlert, History } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Backup } from '#shared/contract/system.ts'
import { words } from '#shared/words/words.ts'
import { useConnection, useRpc } from '../../rpc/context.tsx'
import { expectRestart } from '../../rpc/restarting.ts'
import { dayOf } from '../../ui/charts/days.ts'
import { Button } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { together, Unfetched } from '../../ui/fetched.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { formatBytes, formatInstant } from '../../ui/text/format.ts'
import { showToast } from '../../ui/toast.tsx'
import { Group, Setting } from './setting.tsx'

const { data: say, sections } = words.settings

/** Location and size of the data, and its backups. */
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
  const read = together(together(info, storage), backups)
  if (read.error !== null || read.data === undefined) return <Unfetched query={read} lines={5} />
  const [[{ dataDir }, sizesOf], copies] = read.data
  const { database, artifacts, backups: kept, workspaces } = sizesOf
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
          <code className="min-w-0 break-all font-mono text-sm">{dataDir}</code>
          <CopyButton text={dataDir} />
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
        <FailureNote error={making.error} />
        <LastRestore />
        {copies.length === 0 && <p className="py-3 text-muted">{say.noBackups}</p>}
        <ul aria-label={say.backupTitle} className="max-h-96 overflow-y-auto">
          {copies.map((backup) => (
            <BackupRow key={backup.name} backup={backup} onRestore={() => setRestored(backup)} />
          ))}
        </ul>
      </Group>
      <CompactionGroup />
      {restored !== null && <RestoreDialog backup={restored} onClose={() => setRestored(null)} />}
    </>
  )
}

/** A backup. The check reads it completely. */
function BackupRow({ backup, onRestore }: { backup: Backup; onRestore: () => void }) {
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
        <FailureNote error={checking.error} />
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

/** The most recent restore, and the location of the replaced data. */
function LastRestore() {
  const { orpc } = useRpc()
  const { data: last } = useQuery(orpc.system.lastRestore.queryOptions())
  if (last === undefined || last === null) return null
  const { name, at, seq, safety, problem, settingsProblem } = last
  const isWhole = problem === null && settingsProblem === null
  const Icon = isWhole ? History : CircleAlert
  return (
    <p role="status" className="flex gap-2 border-line border-b py-3">
      <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${isWhole ? 'text-muted' : 'text-failed'}`} />
      <span className="min-w-0 break-words">
        <span className="font-medium">
          {problem === null ? say.cameBack(name, formatInstant(at)) : say.notRestored(name)}
        </span>{' '}
        <span className="text-muted">{problem ?? say.cameBackAbout(seq, safety)}</span>
        {settingsProblem !== null && <span> {say.settingsNotRestored(settingsProblem)}</span>}
      </span>
    </p>
  )
}

/** Confirms a restore, and reloads the window once the engine is available again. */
function RestoreDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { orpc } = useRpc()
  const { opened } = useConnection()
  const restoring = useMutation(orpc.system.restoreBackup.mutationOptions({ onSuccess: expectRestart }))
  const isAgain = useReopened(opened, restoring.isSuccess)
  useEffect(() => {
    // Reload, because the window state belongs to the replaced log.
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

/** True if the connection has been reopened since `isWaiting` became true. */
function useReopened(opened: number, isWaiting: boolean): boolean {
  const before = useRef(opened)
  if (!isWaiting) before.current = opened
  return isWaiting && opened > before.current
}

const quarterMs = 90 * 86_400_000

/** Compacts old finished runs. A preview shows how much space that would free. */
function CompactionGroup() {
  const { orpc } = useRpc()
  const [before, setBefore] = useState(() => dayOf(Date.now() - quarterMs))
  const weighing = useMutation(orpc.audit.compact.mutationOptions())
  const compacting = useMutation(
    orpc.audit.compact.mutationOptions({
      onSuccess: ({ runs }) => {
        weighing.reset()
        showToast({ title: say.compacted(formatBytes(bytesOf(runs))) })
      },
    }),
  )
  const freed = weighing.data?.runs ?? null
  const error = weighing.error ?? compacting.error
  return (
    <Group title={say.compaction} about={say.compactionAbout}>
      <div>
        <Setting title={say.before}>
          <TextField
            type="date"
            label={say.before}
            isLabelHidden
            value={before}
            onChange={(day) => {
              setBefore(day)
              weighing.reset()
            }}
          />
          <Button
            disabled={before === '' || weighing.isPending}
            onClick={() => weighing.mutate({ before, dryRun: true })}
          >
            {say.preview}
          </Button>
        </Setting>
      </div>
      <div role="status" className="flex flex-wrap items-center gap-3">
        {freed !== null && (
          <p className="flex-1 py-2">
            {freed.length === 0 ? say.freesNothing : say.frees(formatBytes(bytesOf(freed)), freed.length)}
          </p>
        )}
        {freed !== null && freed.length > 0 && (
          <Button
            look="danger"
            disabled={compacting.isPending}
            onClick={() => compacting.mutate({ before, dryRun: false })}
          >
            {say.compact}
          </Button>
        )}
      </div>
      <FailureNote error={error} />
    </Group>
  )
}

const bytesOf = (runs: readonly { readonly bytes: number }[]): number =>
  runs.reduce((sum, { bytes }) => sum + bytes, 0)
