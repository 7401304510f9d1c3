import { randomBytes } from 'node:crypto'
import { type Refusal, refusal } from '#shared/refusal.ts'
import type { Log } from '../../base/log.ts'
import type { OmittedRow } from './valid-rows.ts'

/** Writes a refusal to the log and returns the short id of the log entry. */
export interface Report {
  (refusal: Refusal, facts: { readonly path: string; readonly cause?: unknown }): string
  /** Logs the rows that an answer omits because they violate their schema. */
  omitted(rows: readonly OmittedRow[], path: string): void
}

/** Maximum rows named in a log line. Further rows are only counted. */
const namedRows = 20

export function createReport(log: Log): Report {
  const report = ({ code, message }: Refusal, { path, cause }: { path: string; cause?: unknown }) => {
    const ref = randomBytes(5).toString('hex')
    if (code === 'E_INTERNAL') log.error({ ref, code, path, err: cause }, 'request failed')
    else log.info({ ref, code, path, reason: message }, 'request refused')
    return ref
  }
  const omitted: Report['omitted'] = (rows, path) => {
    log.error({ path, count: rows.length, rows: rows.slice(0, namedRows) }, 'rows omitted from a response')
  }
  return Object.assign(report, { omitted })
}

export const internalRefusal = (): Refusal => refusal('E_INTERNAL', 'internal_error')
