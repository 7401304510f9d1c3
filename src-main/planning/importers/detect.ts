import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { backlog } from './backlog/backlog.ts'
import { beads } from './beads/beads.ts'
import { checklist } from './checklist/checklist.ts'
import { csv } from './csv/csv.ts'
import { dot } from './dot/dot.ts'
import { githubActions } from './github-actions/github-actions.ts'
import { mermaid } from './mermaid/mermaid.ts'
import { type Format, type Imported, type Source, type SourceFile, sourceOf } from './source.ts'
import { taskMaster } from './task-master/task-master.ts'
import { wfCommons } from './wfcommons/wfcommons.ts'

/** In this order: the first that knows a file reads it. */
export const formats: readonly Format[] = [
  taskMaster,
  beads,
  githubActions,
  wfCommons,
  backlog,
  mermaid,
  dot,
  checklist,
  csv,
]

/** The plans of another tool's file, or folder of files. Its format is told by what is in it; nothing of it is run. */
export const importFiles = (files: readonly SourceFile[], name: string): Result<Imported, Refusal> =>
  importSource(sourceOf(files, name))

export function importSource(source: Source): Result<Imported, Refusal> {
  const format = formats.find(({ detect }) => detect(source))
  if (format !== undefined) return format.read(source)
  const isBlank = source.text !== null && /^\uFEFF?\s*$/.test(source.text)
  if (isBlank && !source.name.endsWith('.json')) return err(emptyFile(source.name))
  // JSON that is not right is refused at the place where it is wrong.
  const parsed = isMeantAsJson(source) ? source.json() : null
  return parsed === null || parsed.ok ? err(unknownFormat(source)) : parsed
}

const isMeantAsJson = ({ text, name }: Source): boolean =>
  text !== null && (name.endsWith('.json') || /^\uFEFF?\s*(?:[[{]|$)/.test(text))

export const importText = (text: string, { fileName }: { fileName: string }): Result<Imported, Refusal> =>
  importFiles([{ path: fileName, text }], fileName)

const emptyFile = (name: string): Refusal => refusal('E_FORMAT', 'file_empty', { file: name })

function unknownFormat({ name }: Source): Refusal {
  const known = formats.map(({ title }) => title).join(', ')
  if (/\.(?:csv|tsv)$/i.test(name)) return refusal('E_FORMAT', 'format_unknown_table', { known })
  if (/\.(?:md|markdown)$/i.test(name)) return refusal('E_FORMAT', 'format_unknown_checklist', { known })
  return refusal('E_FORMAT', 'format_unknown', { known })
}
