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

const emptyFile = (name: string): Refusal =>
  refusal('E_FORMAT', `${name} is empty.`, 'Choose a file that holds a plan.')

const usualHint = 'Give one of these, or a plan of Switchyard (plan_id and tasks).'

/** What is most often missing, by the kind of file. */
const hints: readonly (readonly [ending: RegExp, hint: string])[] = [
  [
    /\.(?:csv|tsv)$/i,
    'A table needs its columns named in the first row: title (or task, name, summary), and one of id, depends_on, description and the like.',
  ],
  [/\.(?:md|markdown)$/i, 'A checklist needs boxes: - [ ] Sort the cellar.'],
]

function unknownFormat({ name }: Source): Refusal {
  const known = formats.map(({ title }) => title).join(', ')
  return refusal(
    'E_FORMAT',
    `This is not of a format that can be imported. Known: ${known}.`,
    hints.find(([ending]) => ending.test(name))?.[1] ?? usualHint,
  )
}
