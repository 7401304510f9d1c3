import type { RiskCause } from '#shared/model/inbox.ts'
import type { Json } from '#shared/model/json.ts'
import { hasSecret, isDestructive } from './risky-words.ts'

type Fields = { readonly [key: string]: Json }

/** By what a coding agent says of a call; what is not here is not known. */
const kinds: Readonly<Record<string, RiskCause>> = {
  read: 'reads',
  search: 'reads',
  think: 'reads',
  edit: 'changes_files',
  move: 'changes_files',
  delete: 'deletes',
  execute: 'runs_program',
  fetch: 'goes_outside',
}
const ownTools: Readonly<Record<string, RiskCause>> = {
  read_file: 'reads',
  list_files: 'reads',
  search_files: 'reads',
  search_memory: 'reads',
  write_file: 'changes_files',
  edit_file: 'changes_files',
}
const deleting = /(?:^|[_-])(?:delete|remove|drop|destroy|erase|purge|revoke)(?:$|[_-])/i

/** What the one thing that an agent asks leave for would do. */
export function causesOfPermission(subject: Json): RiskCause[] {
  const fields = fieldsOf(subject)
  if (typeof fields.tool === 'string') return causesOfTool(fields.tool, fields)
  if (Array.isArray(fields.to) && typeof fields.body === 'string') return ['sends']
  const cause = typeof fields.kind === 'string' ? (kinds[fields.kind] ?? 'unknown') : 'unknown'
  const causes: RiskCause[] = [cause]
  if (hasSecret(JSON.stringify([fields.paths ?? null, fields.input ?? null, fields.others ?? null]))) {
    causes.push('secret')
  }
  if (cause === 'runs_program' && isDestructive(JSON.stringify(fields.input ?? null))) causes.push('deletes')
  return causes
}

function causesOfTool(tool: string, fields: Fields): RiskCause[] {
  const causes: RiskCause[] = hasSecret(JSON.stringify(fields.arguments ?? null)) ? ['secret'] : []
  if (typeof fields.server !== 'string') return [...causes, ownTools[tool] ?? 'unknown']
  return [...causes, deleting.test(tool) ? 'deletes' : 'goes_outside']
}

const fieldsOf = (value: Json): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
