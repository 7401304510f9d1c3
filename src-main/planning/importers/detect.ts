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

/** In order of priority: the first format that detects a source reads it. */
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

/**
 * Imports the plans in a file or folder of another tool. Detects the format from the content and executes nothing in
 * the files.
 */
export const importFiles = (files: readonly SourceFile[], name: string): Result<Imported, Refusal> =>
  importSource(sourceOf(files, name))

export function importSource(source: Source): Result<Imported, Refusal> {
  const format = formats.find(({ detect }) => detect(source))
  if (format !== undefined) return format.read(source)
  const isBlank = source.text !== null && /^\uFEFF?\s*$/.test(source.text)
  if (isBlank && !source.name.endsWith('.json')) return err(emptyFile(source.name))
  // Invalid JSON is refused with the position of the error.
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
