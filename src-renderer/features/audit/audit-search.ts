import { z } from 'zod'
import { type AuditFilter, auditFilterSchema } from '#shared/model/audit-entry.ts'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'
import { type Query, readQuery, valuesOf } from '../../ui/query/query.ts'

export const parseAuditSearch = addressReader({
  q: maybeText,
  /** Sequence number of the open entry. */
  seq: maybe(z.string().regex(/^[1-9]\d{0,14}$/)),
})
export type AuditSearch = ReturnType<typeof parseAuditSearch>

const keys = ['type', 'by', 'run', 'task'] as const

export const readAuditQuery = (text: string, now: number): Query => readQuery(text, { keys, now })

/** Filter of the log for a query. Free text is matched as a single phrase. */
export function filterOf(query: Query): AuditFilter {
  const of = (key: (typeof keys)[number]) => valuesOf(query, key).slice(0, 20)
  return auditFilterSchema.parse({
    text: query.text.replaceAll('"', ''),
    ...{ type: of('type'), by: of('by'), run: of('run'), task: of('task') },
    ...query.span,
  })
}
