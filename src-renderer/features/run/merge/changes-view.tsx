import type { ChangedFile, Changes } from '#shared/model/changes.ts'
import { DiffText } from '../../../ui/text/diff-text.tsx'
import { formatBytes } from '../../../ui/text/format.ts'
import { readDiff } from '../../../ui/text/line-diff.ts'
import { visible } from '../../../ui/visible.ts'
import { words } from '../../../words/words.ts'

const says = words.run.merge

/** Each file that changes, and the diff. */
export function ChangesView({ changes }: { changes: Changes }) {
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
