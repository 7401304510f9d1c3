import { dirname } from 'node:path'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { plural } from '#shared/text/plural.ts'
import type { AuditStore } from './audit.ts'
import { type HeadNote, setAsideUnmet } from './head-file.ts'
import { checkTail, type Finding } from './verify-log.ts'

/**
 * The fast check at every start (ADR 0009). Refuses a log that does not end where its last transaction recorded: new
 * entries would reuse the numbers of lost ones and hide the loss. Problems that remain visible become warnings.
 */
export function inspectLog(audit: AuditStore): Result<Finding[], Refusal> {
  const { end, entry } = checkTail(audit)
  if (end !== null) return err(severed(end, audit.file))
  const note = setAsideUnmet(dirname(audit.file), audit)
  if (note === null) return ok(entry === null ? [] : [entry])
  return ok([...(entry === null ? [] : [entry]), lossOf(note, audit.readHead()?.seq ?? 0)])
}

function lossOf({ file, head }: HeadNote, end: number): Finding {
  if (head === null) return { seq: end, problem: `The file ${file} is damaged.` }
  const { seq } = head
  const lost = seq - end
  const problem =
    lost > 0
      ? `The last ${plural(lost, 'entry', 'entries')} may be missing: the log ends at ${end}, and entry ${seq} was noted in ${file}. The write-ahead log is missing or damaged, or a backup was put in place by hand.`
      : `Entry ${seq} is not the one that was noted in ${file}. A backup was put in place by hand, or the log was changed.`
  return { seq: lost > 0 ? end + 1 : seq, problem }
}

const severed = ({ problem }: Finding, file: string): Refusal =>
  refusal('E_DB_CORRUPT', 'event_log_damaged', { problem, file })
