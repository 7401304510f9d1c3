import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { ArrowLeft, Download, Files } from 'lucide-react'
import { useState } from 'react'
import type { ArtifactView } from '#shared/model/artifact.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { formOf, iconOfFile, isImage, isRendered } from '../../../entities/files/file-kind.ts'
import { FileText } from '../../../entities/files/file-text.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { Button, IconButton, TextButton } from '../../../ui/controls/button.tsx'
import { CopyButton } from '../../../ui/controls/copy-button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { Fetched, Unfetched } from '../../../ui/fetched.tsx'
import { EmptyNote } from '../../../ui/notes.tsx'
import { saveBytes, saveText } from '../../../ui/save-file.ts'
import { formatBytes } from '../../../ui/text/format.ts'
import { useFiles } from '../run-reads.ts'
import { useSelectTask } from '../task/task-link.tsx'

const says = words.run.files

interface FilesViewProps {
  readonly runId: string
  /** Null: the entire run. */
  readonly taskKey: string | null
  /** Name of the open file. */
  readonly file: string | null
  readonly onFile: (name: string | null) => void
}

/** The produced files, with the open file beside the list, or in its place if there is no room. */
export function FilesView({ runId, taskKey, file, onFile }: FilesViewProps) {
  const select = useSelectTask()
  const tasks = useRun((state) => state.tasks)
  const query = useFiles(runId, taskKey)
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
  /** Null: all files are from the same task, so no task name is shown. */
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

interface FileViewProps {
  readonly runId: string
  readonly file: ArtifactView
  /** Task that produced the file; null if it is obvious. */
  readonly task: { readonly title: string; readonly open: () => void } | null
  readonly onClose: () => void
}

const ways = [
  { value: 'read', label: says.ways.read },
  { value: 'text', label: says.ways.text },
] as const

/** A file with its content, a copy button and a download. */
function FileView({ runId, file, task, onClose }: FileViewProps) {
  const { orpc } = useRpc()
  const { name, taskKey, mediaType, size, agentId, sha256 } = file
  const nameOf = useAgentNames()
  const [way, setWay] = useState<'read' | 'text'>('read')
  const input = { runId, taskKey, name }
  const read = useQuery(
    orpc.runs.getArtifact.queryOptions({
      input,
      // Refetched at most every 2 seconds, because a file can be large.
      meta: { atMostEveryMs: 2000 },
      placeholderData: keepPreviousData,
      enabled: sha256 === undefined,
    }),
  )
  const text = read.data?.text
  return (
    <article aria-label={name} className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-5 py-3">
        <IconButton label={says.all} icon={ArrowLeft} onClick={onClose} className="-ms-2 @2xl:hidden" />
        <div className="min-w-40 flex-1">
          <h2 className="break-words font-semibold">{name}</h2>
          <p className="break-words text-muted text-sm">
            {formatBytes(size)} · {mediaType} · {says.by(nameOf(agentId))}
          </p>
          {task !== null && (
            <TextButton
              onClick={task.open}
              title={task.title}
              className="block max-w-full truncate text-start text-sm"
            >
              {task.title}
            </TextButton>
          )}
        </div>
        {sha256 !== undefined && <KeepBytes file={file} sha256={sha256} />}
        {text !== undefined && (
          <div className="flex items-center gap-2">
            {isRendered(formOf(file)) && (
              <Segmented label={says.view} value={way} choices={ways} onChoose={setWay} />
            )}
            <CopyButton text={text} label={says.copy} />
            <Button icon={Download} onClick={() => saveText(name, { text, mediaType })}>
              {says.download}
            </Button>
          </div>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto p-5">
        {sha256 !== undefined && isImage(file) ? (
          <ImageFile name={name} mediaType={mediaType} sha256={sha256} />
        ) : sha256 !== undefined ? (
          <p className="text-muted">{says.noText}</p>
        ) : read.isError || text === undefined ? (
          <Unfetched query={read} lines={6} />
        ) : (
          <FileText text={text} form={way === 'read' || !isRendered(formOf(file)) ? formOf(file) : 'text'} />
        )}
      </div>
    </article>
  )
}

function KeepBytes({ file: { name, mediaType }, sha256 }: { file: ArtifactView; sha256: string }) {
  const { orpc } = useRpc()
  const keep = useMutation(
    orpc.workspaces.readArtifact.mutationOptions({
      onSuccess: ({ base64 }) => saveBytes(name, { base64, mediaType }),
    }),
  )
  return (
    <Button icon={Download} onClick={() => keep.mutate({ sha256 })}>
      {keep.isError ? says.downloadFailed : says.download}
    </Button>
  )
}

/** An image produced by a task. The image bytes come only from the engine, never from another source. */
function ImageFile({ name, mediaType, sha256 }: { name: string; mediaType: string; sha256: string }) {
  const { orpc } = useRpc()
  const [isBroken, setBroken] = useState(false)
  const read = useQuery(
    orpc.workspaces.readArtifact.queryOptions({
      input: { sha256 },
      // Content with a given hash never changes.
      queryKey: ['picture', sha256],
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
  if (read.isError || read.data === undefined) return <Unfetched query={read} lines={6} />
  if (isBroken) return <p className="text-muted">{words.files.noPicture}</p>
  return (
    <img
      src={`data:${mediaType};base64,${read.data.base64}`}
      alt={name}
      onError={() => setBroken(true)}
      className="max-w-full rounded-lg border border-line"
    />
  )
}
