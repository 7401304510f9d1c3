import { clsx } from 'clsx'
import { Files } from 'lucide-react'
import { useRun } from '../../../stores/run-context.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { FileList } from './file-list.tsx'
import { FileView } from './file-view.tsx'
import { useFiles } from './use-files.ts'

const says = words.run.files

interface FilesViewProps {
  readonly runId: string
  /** Null: of the whole run. */
  readonly taskKey: string | null
  /** The name of the one that is read. */
  readonly file: string | null
  readonly onFile: (name: string | null) => void
  readonly onSelect: (taskKey: string) => void
}

/** The files that were made: a list, and the one that is read beside it, or in its place where there is no room. */
export function FilesView({ runId, taskKey, file, onFile, onSelect }: FilesViewProps) {
  const tasks = useRun((state) => state.tasks)
  const files = useFiles(runId, taskKey)
  if (files.isError) {
    return (
      <div className="p-5">
        <FailureNote error={files.error} onRetry={() => void files.refetch()} />
      </div>
    )
  }
  if (files.data === undefined) {
    return (
      <div className="p-5">
        <Skeleton lines={4} />
      </div>
    )
  }
  const shown = files.data.find(({ name }) => name === file) ?? files.data[0]
  if (shown === undefined) return <NoFiles isTask={taskKey !== null} />
  const nameOf = (key: string) => tasks.get(key)?.title ?? key
  const isOpen = shown.name === file
  return (
    <div className="@container flex h-full min-h-0 flex-1 flex-col">
      <div className="grid min-h-0 flex-1 grid-cols-1 grid-rows-1 @2xl:grid-cols-[300px_minmax(0,1fr)]">
        <div
          className={clsx(
            'min-h-0 overflow-auto @2xl:block @2xl:border-line @2xl:border-e',
            isOpen && 'hidden',
          )}
        >
          <FileList
            files={files.data}
            nameOf={taskKey === null ? nameOf : null}
            current={shown.name}
            onOpen={onFile}
          />
          {taskKey === null && (
            <p className="px-5 py-3 text-muted text-sm">
              {says.allIntoFolder} <code className="break-words font-mono">{says.command(runId)}</code>
            </p>
          )}
        </div>
        <div className={clsx('min-h-0 @2xl:flex', isOpen ? 'flex' : 'hidden')}>
          <FileView
            key={`${shown.taskKey} ${shown.name}`}
            runId={runId}
            file={shown}
            task={
              taskKey === null ? { title: nameOf(shown.taskKey), open: () => onSelect(shown.taskKey) } : null
            }
            onClose={() => onFile(null)}
          />
        </div>
      </div>
    </div>
  )
}

function NoFiles({ isTask }: { isTask: boolean }) {
  return (
    <EmptyNote icon={Files} title={isTask ? says.noneOfTask : says.noneOfRun}>
      {says.noneHint}
    </EmptyNote>
  )
}
