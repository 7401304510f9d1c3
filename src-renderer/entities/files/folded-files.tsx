import type { Artifact } from '#shared/model/artifact.ts'
import { formatBytes } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'
import { formOf } from './file-kind.ts'
import { FileText } from './file-text.tsx'

/** Files as they are in a result that is decided on: each to be unfolded and read. */
export function FoldedFiles({ files }: { files: readonly Artifact[] }) {
  return (
    <ul aria-label={words.files.files} className="flex flex-col gap-1">
      {files.map((file, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files of a result may have one name
        <li key={`${file.name} ${at}`}>
          {/* What changed is what most of such decisions are about. */}
          <details open={formOf(file) === 'diff'}>
            <summary className="-mx-1 w-fit max-w-full break-words rounded-sm px-1 font-medium hover:text-accent">
              {file.name}{' '}
              <span className="font-normal text-muted text-sm">
                {formatBytes(new Blob([file.text]).size)}
              </span>
            </summary>
            <div className="my-2">
              <FileText text={file.text} form={formOf(file)} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}
