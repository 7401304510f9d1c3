import { FileCode, FileDiff, FileJson, FileText, type LucideIcon } from 'lucide-react'

interface Named {
  readonly name: string
  readonly mediaType: string
}

/** Many agents say of everything that it is plain text; then the name tells more. */
export const isMarkdown = ({ name, mediaType }: Named): boolean =>
  mediaType === 'text/markdown' || (mediaType === 'text/plain' && /\.(md|markdown)$/i.test(name))

export type FileForm = 'page' | 'diff' | 'text'

export const formOf = (file: Named): FileForm => (isMarkdown(file) ? 'page' : isDiff(file) ? 'diff' : 'text')

const isDiff = ({ name, mediaType }: Named): boolean =>
  mediaType === 'text/x-diff' || (mediaType === 'text/plain' && /\.(diff|patch)$/i.test(name))

export function iconOfFile(file: Named): LucideIcon {
  if (isMarkdown(file) || /\.(txt|log|eml)$/i.test(file.name)) return FileText
  if (isDiff(file)) return FileDiff
  return /json$/i.test(file.mediaType) || /\.jsonl?$/i.test(file.name) ? FileJson : FileCode
}
