import { Dialog } from '@base-ui/react/dialog'
import { useMutation } from '@tanstack/react-query'
import { CircleCheck, GitMerge } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MergePreview } from '#shared/contract/workspaces.ts'
import { readSignature } from '../../../entities/approvals/answer/signature.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { visible } from '../../../ui/visible.ts'
import { words } from '../../../words/words.ts'
import { ChangesView } from './changes-view.tsx'

const says = words.run.merge

interface MergeDialogProps {
  readonly preview: MergePreview | null
  /** Why there is none; null: there is one, or it is on its way. */
  readonly failure: unknown
  readonly isLooking: boolean
  readonly onLook: () => void
}

/** What a merge would do, and the word that does exactly that. */
export function MergeDialog({ preview, failure, isLooking, onLook }: MergeDialogProps) {
  const { orpc } = useRpc()
  const merging = useMutation(orpc.workspaces.merge.mutationOptions())
  const look = () => {
    merging.reset()
    onLook()
  }
  const isMerged = merging.isSuccess
  return (
    <>
      <header className="border-line border-b px-6 py-4">
        <Dialog.Title className="font-semibold text-lg">{says.title}</Dialog.Title>
        {preview !== null && <Where preview={preview} />}
      </header>
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
      <Foot>
        {merging.isError && (
          <div className="w-full">
            <FailureNote error={merging.error} />
          </div>
        )}
        <Dialog.Close render={<Button>{isMerged ? says.close : says.notNow}</Button>} />
        {merging.isError ? (
          <Button look="primary" onClick={look}>
            {says.lookAgain}
          </Button>
        ) : (
          !isMerged && (
            <Button
              look="primary"
              icon={GitMerge}
              disabled={preview === null || failure !== null || isLooking || merging.isPending}
              onClick={() => preview !== null && merging.mutate(wordOf(preview))}
            >
              {merging.isPending ? says.merging : says.merge}
            </Button>
          )
        )}
      </Foot>
    </>
  )
}

/** Bound to what was seen: a merge of anything else is refused. */
const wordOf = ({ runId, taskKey, hash }: MergePreview) => ({
  ...{ runId, hash, by: readSignature() },
  ...(taskKey !== null && { taskKey }),
})

function Where({ preview: { branch, target, folder, tasks } }: { preview: MergePreview }) {
  return (
    <p className="mt-1 break-words text-muted">
      {says.into}{' '}
      {branch === null ? says.checkedOut : <strong className="text-ink">{visible(branch)}</strong>} {says.at}{' '}
      <span className="font-mono text-sm">{target.slice(0, 10)}</span> {says.in}{' '}
      <span className="break-all font-mono text-sm">{visible(folder)}</span>: {says.cameTo(tasks.length)}
    </p>
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

const Foot = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-6 py-4">{children}</footer>
)
