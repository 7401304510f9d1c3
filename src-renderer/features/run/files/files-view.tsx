import { clsx } from 'clsx'
import { Files } from 'lucide-react'
import type { ArtifactView } from '#shared/model/artifact.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { iconOfFile } from '../../../entities/files/file-kind.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { EmptyNote } from '../../../ui/notes.tsx'
import { formatBytes } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'
import { useSelectTask } from '../task/task-link.tsx'
import { FileView } from './file-view.tsx'
import { useFiles } from './use-files.ts'

const says = words.run.files

interface FilesViewProps {
  readonly runId: string
  /** Null: of the whole run. */
  readonly taskKey: string | null
  /** How far it has come: files are looked for again when that is another point. */
  readonly point: string
  /** The name of the one that is read. */
  readonly file: string | null
  readonly onFile: (name: string | null) => void
}

/** The files that were made: a list, and the one that is read beside it, or in its place where there is no room. */
export function FilesView({ runId, taskKey, point, file, onFile }: FilesViewProps) {
  const select = useSelectTask()
  const tasks = useRun((state) => state.tasks)
  const query = useFiles({ runId, taskKey, point })
  const nameOf = (key: string) => tasks.get(key)?.title ?? key
  return (
    <Fetched query={query} lines={4} className="p-5">
      {(files) => {
        const shown = files.find(({ name }) => name === file) ?? files[0]
        if (shown === undefined) return <NoFiles isTask={taskKey !== null} />
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
                  files={files}
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
                  point={point}
                  task={
                    taskKey === null
                      ? { title: nameOf(shown.taskKey), open: () => select(shown.taskKey) }
                      : null
                  }
                  onClose={() => onFile(null)}
                />
              </div>
            </div>
          </div>
        )
      }}
    </Fetched>
  )
}

function NoFiles({ isTask }: { isTask: boolean }) {
  return (
    <EmptyNote icon={Files} title={isTask ? says.noneOfTask : says.noneOfRun}>
      {says.noneHint}
    </EmptyNote>
  )
}

interface FileListProps {
  readonly files: readonly ArtifactView[]
  /** Null: it goes without saying whose they are. */
  readonly nameOf: ((taskKey: string) => string) | null
  readonly current: string | null
  readonly onOpen: (name: string) => void
}

function FileList({ files, nameOf, current, onOpen }: FileListProps) {
  return (
    <ul aria-label={says.label}>
      {files.map((file) => (
        <li key={file.name} className="border-line border-b">
          <FileRow file={file} nameOf={nameOf} isCurrent={file.name === current} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}

interface FileRowProps extends Pick<FileListProps, 'nameOf' | 'onOpen'> {
  readonly file: ArtifactView
  readonly isCurrent: boolean
}

function FileRow({ file, nameOf, isCurrent, onOpen }: FileRowProps) {
  const { name, size, mediaType, agentId, taskKey } = file
  const nameOfAgent = useAgentNames()
  const Icon = iconOfFile(file)
  const made = [says.by(nameOfAgent(agentId)), ...(nameOf === null ? [] : [nameOf(taskKey)])].join(' · ')
  return (
    <button
      type="button"
      aria-current={isCurrent}
      onClick={() => onOpen(name)}
      className={clsx(
        'flex w-full items-start gap-3 px-5 py-3 text-start outline-offset-[-2px] transition-colors hover:bg-hover',
        isCurrent && '@2xl:bg-accent-soft',
      )}
    >
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block break-words font-medium">{name}</span>
        <span className="block text-muted text-sm">
          {formatBytes(size)} · {mediaType}
        </span>
        <span className="block truncate text-muted text-sm" title={made}>
          {made}
        </span>
      </span>
    </button>
  )
}
