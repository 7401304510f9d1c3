import { dirname } from 'node:path'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { AuditStore } from './audit.ts'
import { type HeadNote, setAsideUnmet } from './head-file.ts'
import { checkTail, type Finding } from './verify-log.ts'

const problems = words.logProblems

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
  if (head === null) return { seq: end, problem: problems.noteDamaged(file) }
  const { seq } = head
  const lost = seq - end
  return lost > 0
    ? { seq: end + 1, problem: problems.maybeLost(lost, end, seq, file) }
    : { seq, problem: problems.differsAtStart(seq, file) }
}

const severed = ({ problem }: Finding, file: string): Refusal =>
  refusal('E_DB_CORRUPT', 'event_log_damaged', { problem, file })
