import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { parseJsonText } from '../json-text.ts'
import type { Imported, ImportOptions } from './imported.ts'
import { detect, importTaskMaster } from './task-master.ts'

/** A file of another tool as plans. Its format is told by what is in it; nothing of it is run. */
export function importText(text: string, options: ImportOptions): Result<Imported, Refusal> {
  const parsed = parseJsonText(text)
  if (!parsed.ok) return parsed
  return detect(parsed.value) ? importTaskMaster(parsed.value, options) : err(unknownFormat)
}

const unknownFormat = refusal(
  'E_FORMAT',
  'This is JSON, but not of a format that can be imported. Known: Task Master (tasks.json).',
  'Give a tasks.json of Task Master, or a plan of Switchyard (plan_id and tasks).',
)
