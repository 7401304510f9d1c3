import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheck, GitMerge } from 'lucide-react'
import { useState } from 'react'
import type { MergePreview } from '#shared/contract/workspaces.ts'
import type { ChangedFile, Changes } from '#shared/model/workspace.ts'
import { words } from '#shared/words/words.ts'
import { readSignature } from '../../../entities/approvals/answer/signature.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFoot, DialogHead, DialogShell } from '../../../ui/controls/dialog-frame.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { DiffText } from '../../../ui/text/diff-text.tsx'
import { formatBytes } from '../../../ui/text/format.ts'
import { readDiff } from '../../../ui/text/line-diff.ts'
import { visible } from '../../../ui/visible-characters.ts'

const says = words.run.merge

interface MergeDialogProps {
  readonly preview: MergePreview | null
  /** Error of the preview; null while it is loading or if it succeeded. */
  readonly failure: unknown
  readonly isLooking: boolean
  readonly onLook: () => void
}

/** Previews a merge; the button performs exactly the previewed merge. */
function MergeDialog({ preview, failure, isLooking, onLook }: MergeDialogProps) {
  const { orpc } = useRpc()
  const merging = useMutation(orpc.workspaces.merge.mutationOptions())
  const look = () => {
    merging.reset()
    onLook()
  }
  const isMerged = merging.isSuccess
  return (
    <>
      <DialogHead title={says.title} about={preview === null ? undefined : <Where preview={preview} />} />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-6 py-4">
        {isMerged ? (
          <Merged branch={merging.data.branch} commit={merging.data.commit} />
        ) : isLooking ? (
          <Skeleton lines={5} />
        ) : failure !== null ? (
          <FailureNote error={failure} onRetry={look} />
        ) : (
          preview !== null && <ChangesView changes={preview.changes} />
        )}
      </div>
      {!isMerged && (
        <DialogFoot>
          <FailureNote error={merging.error} className="w-full" />
          <Dialog.Close render={<Button>{says.notNow}</Button>} />
          {merging.isError ? (
            <Button look="primary" onClick={look}>
              {says.lookAgain}
            </Button>
          ) : (
            <Button
              look="primary"
              icon={GitMerge}
              disabled={preview === null || failure !== null || isLooking || merging.isPending}
              onClick={() => preview !== null && merging.mutate(wordOf(preview))}
            >
              {merging.isPending ? says.merging : says.merge}
            </Button>
          )}
        </DialogFoot>
      )}
    </>
  )
}

/** The hash binds the request to the preview: any other merge is refused. */
const wordOf = ({ runId, taskKey, hash }: MergePreview) => ({
  ...{ runId, hash, by: readSignature() },
  ...(taskKey !== null && { taskKey }),
})

function Where({ preview: { branch, target, folder, tasks } }: { preview: MergePreview }) {
  return (
    <>
      {says.into}{' '}
      {branch === null ? says.checkedOut : <strong className="text-ink">{visible(branch)}</strong>} {says.at}{' '}
      <span className="font-mono text-sm">{target.slice(0, 10)}</span> {says.in}{' '}
      <span className="break-all font-mono text-sm">{visible(folder)}</span>: {says.cameTo(tasks.length)}
    </>
  )
}

function Merged({ branch, commit }: { branch: string | null; commit: string }) {
  return (
    <p role="status" className="flex items-start gap-2.5 rounded-lg bg-done-soft p-3">
      <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-done" />
      <span className="min-w-0 break-words">
        {says.merged(branch === null ? null : visible(branch))}{' '}
        <span className="font-mono text-sm">{commit.slice(0, 10)}</span>.
      </span>
    </p>
  )
}

interface MergeButtonProps {
  readonly runId: string
  /** Null: all tasks of the run, which has ended. */
  readonly taskKey: string | null
}

/** Button to merge the changes of worktrees. Not shown if there is nothing to merge. */
export function MergeButton({ runId, taskKey }: MergeButtonProps) {
  const { orpc } = useRpc()
  const [isOpen, setOpen] = useState(false)
  const input = { runId, ...(taskKey !== null && { taskKey }) }
  const preview = useQuery(orpc.workspaces.previewMerge.queryOptions({ input }))
  const hasNothing = preview.isError && failureOf(preview.error).code === 'E_STATE'
  // An open dialog stays until it is closed, even if nothing is left to merge.
  if (!isOpen && (preview.isPending || hasNothing)) return null
  const open = (isOpening: boolean) => {
    setOpen(isOpening)
    // The project can have changed since the last preview, for example by this merge.
    void preview.refetch()
  }
  return (
    <>
      <Button icon={GitMerge} onClick={() => open(true)}>
        {says.button}
      </Button>
      <DialogShell size="broad" isOpen={isOpen} onClose={() => open(false)}>
        <MergeDialog
          preview={preview.data ?? null}
          failure={preview.error}
          isLooking={preview.isFetching}
          onLook={() => void preview.refetch()}
        />
      </DialogShell>
    </>
  )
}

/** Changed files and the diff. */
function ChangesView({ changes }: { changes: Changes }) {
  const { diff, diffBytes, diffBytesLeftOut, files, fileCount, notes } = changes
  return (
    <>
      <section aria-label={says.files}>
        <h3 className="mb-2 font-medium text-faint text-sm">{says.count(fileCount)}</h3>
        <ul className="flex max-h-48 flex-col gap-1 overflow-auto">
          {files.map((file) => (
            <li key={file.path} className="flex flex-wrap items-baseline gap-x-3">
              <span className="min-w-0 break-all font-mono text-sm">{visible(file.path, '')}</span>
              <span className="text-muted text-sm">{says.statuses[file.status]}</span>
              <Lines file={file} />
            </li>
          ))}
        </ul>
        {files.length < fileCount && <p className="mt-1 text-muted">{says.more(fileCount - files.length)}</p>}
      </section>
      {diffBytesLeftOut > 0 && (
        <p className="rounded-md bg-warning-soft p-3">
          {says.cut(formatBytes(diffBytesLeftOut), formatBytes(diffBytes))}
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="break-words rounded-md bg-warning-soft p-3">
          {visible(note)}
        </p>
      ))}
      <DiffText label={says.changes} blocks={readDiff(diff)} isTall />
    </>
  )
}

function Lines({ file: { added, removed } }: { file: ChangedFile }) {
  if (added === null || removed === null) return <span className="text-muted text-sm">{says.noText}</span>
  return (
    <span className="tabular text-sm">
      <span className="text-done">+{added}</span> <span className="text-failed">−{removed}</span>
    </span>
  )
}
