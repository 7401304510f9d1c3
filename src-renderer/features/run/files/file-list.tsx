import { clsx } from 'clsx'
import type { ArtifactView } from '#shared/model/artifact.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { iconOfFile } from '../../../entities/files/file-kind.ts'
import { formatBytes } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'

const says = words.run.files

interface FileListProps {
  readonly files: readonly ArtifactView[]
  /** Null: it goes without saying whose they are. */
  readonly nameOf: ((taskKey: string) => string) | null
  readonly current: string | null
  readonly onOpen: (name: string) => void
}

export function FileList({ files, nameOf, current, onOpen }: FileListProps) {
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
