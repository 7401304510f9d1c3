import { type AuditFilter, auditFilterSchema } from '#shared/model/audit-entry.ts'
import { type Query, readQuery, valuesOf } from '../../ui/query/query.ts'

/** What the address of the screen says. */
export interface AuditSearch {
  readonly q?: string
  /** The entry that is looked at, by its number. */
  readonly seq?: string
}

export function parseAuditSearch(given: Record<string, unknown>): AuditSearch {
  const { q, seq } = given
  return {
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(typeof seq === 'string' && /^[1-9]\d{0,14}$/.test(seq) ? { seq } : {}),
  }
}

const keys = ['type', 'by', 'run', 'task'] as const

export const readAuditQuery = (text: string, now: number): Query => readQuery(text, { keys, now })

/** A query as the log is asked. Words are looked for as they stand there, in one piece. */
export function filterOf(query: Query): AuditFilter {
  const of = (key: (typeof keys)[number]) => valuesOf(query, key).slice(0, 20)
  return auditFilterSchema.parse({
    text: query.text.replaceAll('"', ''),
    ...{ type: of('type'), by: of('by'), run: of('run'), task: of('task') },
    ...query.span,
  })
}
