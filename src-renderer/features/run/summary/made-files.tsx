import type { RunView } from '#shared/model/runs/run.ts'
import { iconOfFile } from '../../../entities/files/file-kind.ts'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { formatBytes } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'
import { useFiles } from '../files/use-files.ts'

const says = words.run.summary
const shownFiles = 10

interface MadeFilesProps {
  readonly run: RunView
  /** Null: all of them. */
  readonly onFile: (name: string | null) => void
}

export function MadeFiles({ run, onFile }: MadeFilesProps) {
  const { data: files, error } = useFiles(run.id, null)
  if (error !== null) return <FailureNote error={error} />
  if (files === undefined) return <Skeleton lines={3} />
  if (files.length === 0) return <p className="text-muted">{says.noFiles}</p>
  return (
    <>
      <ul className="flex flex-col">
        {files.slice(0, shownFiles).map((file) => {
          const Icon = iconOfFile(file)
          return (
            <li key={file.name}>
              <button
                type="button"
                onClick={() => onFile(file.name)}
                className="group flex min-h-7 w-full items-center gap-2 rounded-md text-start"
              >
                <Icon size={14} aria-hidden className="shrink-0 text-muted" />
                <span
                  className="min-w-0 truncate group-hover:text-accent group-hover:underline"
                  title={file.name}
                >
                  {file.name}
                </span>
                <span className="tabular ms-auto shrink-0 text-muted text-sm">{formatBytes(file.size)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {files.length > shownFiles && (
        <button
          type="button"
          onClick={() => onFile(null)}
          className="min-h-6 rounded-sm font-medium text-accent hover:underline"
        >
          {says.allFiles(files.length)}
        </button>
      )}
    </>
  )
}
