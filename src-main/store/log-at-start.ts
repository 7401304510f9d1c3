import { dirname } from 'node:path'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { AuditStore } from './audit.ts'
import { setAsideUnmet } from './head-file.ts'
import { checkTail, type Finding } from './verify-log.ts'

/**
 * The cheap check of every start (ADR 0009). Refused is a log that does not end where its last transaction said: new
 * entries would take the numbers of those that are gone and write over what shows the loss. What stays visible however
 * the log grows is answered as a warning.
 */
export function inspectLog(audit: AuditStore): Result<Finding[], Refusal> {
  const { end, entry } = checkTail(audit)
  if (end !== null) return err(severed(end, audit.file))
  const note = setAsideUnmet(dirname(audit.file), audit)
  if (note === null) return ok(entry === null ? [] : [entry])
  const seq = note.head?.seq ?? 0
  const problem = `The log does not hold the head ${seq} that was noted in ${note.file}. A restored backup looks like this.`
  return ok([...(entry === null ? [] : [entry]), { seq, problem }])
}

const severed = ({ problem }: Finding, file: string): Refusal =>
  refusal(
    'E_DB_CORRUPT',
    `The event log is damaged: ${problem}`,
    `It is kept as it is at ${file}. See: switchyard audit verify. Put a copy from the folder "backups" in its place, or move it away to start anew.`,
  )
