import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { ArrowLeft, Download } from 'lucide-react'
import { useState } from 'react'
import type { ArtifactView } from '#shared/model/artifact.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { formOf, isImage, isRendered } from '../../../entities/files/file-kind.ts'
import { FileText } from '../../../entities/files/file-text.tsx'
import { ImageFile } from '../../../entities/files/image-file.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { CopyButton } from '../../../ui/controls/copy-button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { saveBytes, saveText } from '../../../ui/save-file.ts'
import { formatBytes } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'

const says = words.run.files

interface FileViewProps {
  readonly runId: string
  readonly file: ArtifactView
  /** Of the task that made it; null where it goes without saying. */
  readonly task: { readonly title: string; readonly open: () => void } | null
  readonly onClose: () => void
}

const ways = [
  { value: 'read', label: says.ways.read },
  { value: 'text', label: says.ways.text },
] as const

/** One file, to read, to copy and to keep. */
export function FileView({ runId, file, task, onClose }: FileViewProps) {
  const { orpc } = useRpc()
  const { name, taskKey, mediaType, size, agentId, sha256 } = file
  const nameOf = useAgentNames()
  const [way, setWay] = useState<'read' | 'text'>('read')
  const input = { runId, taskKey, name }
  const read = useQuery(
    orpc.runs.getArtifact.queryOptions({
      input,
      // It can be large.
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
            <button
              type="button"
              onClick={task.open}
              title={task.title}
              className="block min-h-6 max-w-full truncate rounded-sm text-start text-accent text-sm hover:underline"
            >
              {task.title}
            </button>
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
        ) : read.isError ? (
          <FailureNote error={read.error} onRetry={() => void read.refetch()} />
        ) : text === undefined ? (
          <Skeleton lines={6} />
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
