import { FileCode, FileDiff, FileJson, FileText, type LucideIcon } from 'lucide-react'
import type { Artifact, ArtifactView } from '#shared/model/artifact.ts'

type Named = Pick<Artifact, 'name' | 'mediaType'>

/** Many agents label every file as plain text, so the extension decides. */
const isMarkdown = ({ name, mediaType }: Named): boolean =>
  mediaType === 'text/markdown' || (mediaType === 'text/plain' && /\.(md|markdown)$/i.test(name))

export type FileForm = 'page' | 'diff' | 'table' | 'code' | 'text'

export function formOf(file: Named): FileForm {
  if (isMarkdown(file)) return 'page'
  if (isDiff(file)) return 'diff'
  if (isTable(file)) return 'table'
  return isCode(file) ? 'code' : 'text'
}

const isTable = ({ name, mediaType }: Named): boolean =>
  /^text\/(csv|tab-separated-values)\b/.test(mediaType) ||
  (mediaType === 'text/plain' && /\.(csv|tsv)$/i.test(name))

const isCode = ({ name, mediaType }: Named): boolean =>
  /(json|javascript|typescript|xml|yaml|x-python|html|css)$/.test(mediaType) ||
  /\.([cm]?[jt]sx?|json|ya?ml|toml|py|rb|go|rs|java|kt|cs?|cpp|h|php|sh|sql|html?|css|xml|svg)$/i.test(name)

/** True for forms that do not show the raw text of the file. */
export const isRendered = (form: FileForm): boolean => form !== 'text' && form !== 'code'

const maxImageBytes = 20_000_000

/** Image formats that browsers display and that cannot contain scripts, up to `maxImageBytes`. */
export const isImage = ({ mediaType, size }: Pick<ArtifactView, 'mediaType' | 'size'>): boolean =>
  /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(mediaType) && size <= maxImageBytes

const isDiff = ({ name, mediaType }: Named): boolean =>
  mediaType === 'text/x-diff' || (mediaType === 'text/plain' && /\.(diff|patch)$/i.test(name))

export function iconOfFile(file: Named): LucideIcon {
  if (isMarkdown(file) || /\.(txt|log|eml)$/i.test(file.name)) return FileText
  if (isDiff(file)) return FileDiff
  return /json$/i.test(file.mediaType) || /\.jsonl?$/i.test(file.name) ? FileJson : FileCode
}
